extension Taxonomy {
  /// Finance, rules and support; the form of a line is told at `Taxonomy`.
  static let business = """
    green-finance | en Green finance, finance, financing, funding, funds, sustainable finance, capital | fr Finance verte, finance, financement, fonds | \
    it Finanza verde, finanza, finanziamento, fondi | es Finanzas verdes, financiación, fondos | ar تمويل أخضر, تمويل | fi Vihreä rahoitus, rahoitus
    equity < green-finance | en Equity investment, equity, venture capital, seed capital, growth capital, private equity, business angels, investment | fr \
    Investissement en capital, capital-risque, capital d'amorçage, investissement | it Investimento in capitale, capitale di rischio, investimento | es \
    Inversión de capital, capital riesgo, inversión | ar استثمار, رأس مال مخاطر | fi Pääomasijoitus, riskipääoma
    loans < green-finance | en Loans and green credit, loans, credit, green credit, lending, debt, municipal loans | fr Prêts et crédit vert, prêts, \
    crédit, crédit vert | it Prestiti e credito verde, prestiti, credito, mutui | es Préstamos y crédito verde, préstamos, crédito | ar قروض, ائتمان أخضر \
    | fi Lainat ja vihreä luotto, laina
    grants < green-finance | en Grants and subsidies, grants, subsidies, grants for studies, donor funding | fr Subventions, subvention, dons, aides \
    publiques | it Contributi a fondo perduto, sovvenzioni, contributi | es Subvenciones, subvención, ayudas | ar منح, دعم مالي | fi Avustukset, tuet
    guarantees < green-finance | en Guarantees and insurance, guarantees, risk sharing, insurance, blended finance | fr Garanties et assurance, garanties, \
    assurance | it Garanzie e assicurazioni, garanzie, assicurazione | es Garantías y seguros, garantías, seguros, avales | ar ضمانات, تأمين, تمويل مختلط \
    | fi Takaukset ja vakuutus, takaus
    green-bonds < green-finance | en Green bonds, bonds, sukuk | fr Obligations vertes, obligations | it Obbligazioni verdi, obbligazioni | es Bonos \
    verdes, bonos | ar سندات خضراء, صكوك | fi Vihreät joukkolainat
    carbon-markets < green-finance | en Carbon markets, carbon credits, offsets, emissions trading | fr Marchés du carbone, crédits carbone | it Mercati \
    del carbonio, crediti di carbonio | es Mercados de carbono, créditos de carbono | ar أسواق الكربون, أرصدة الكربون | fi Hiilimarkkinat, päästökauppa
    microfinance < green-finance | en Microfinance and crowdfunding, microcredit, microfinance, crowdfunding | fr Microfinance, microcrédit, financement \
    participatif | it Microfinanza, microcredito | es Microfinanzas, microcrédito, financiación colectiva | ar تمويل أصغر, تمويل جماعي | fi Mikrorahoitus, \
    joukkorahoitus
    policy | en Regulation and incentives, policy, regulation, legislation, policy, advice on rules, compliance, permits and incentives, permits, tax \
    incentives, licences, environmental permits | fr Réglementation et incitations, réglementation, législation, autorisations et incitations, permis, \
    incitations fiscales | it Politiche e normativa, normativa, regolamentazione, permessi e incentivi, autorizzazioni, incentivi fiscali | es Políticas y \
    regulación, normativa, legislación, permisos e incentivos, permisos, incentivos fiscales | ar سياسات وتشريعات, تشريعات, قوانين, تراخيص وحوافز, تراخيص, \
    حوافز ضريبية | fi Politiikka ja sääntely, lainsäädäntö, luvat ja kannustimet, ympäristöluvat
    public-procurement < policy | en Green public procurement, public procurement, public tenders, tenders | fr Marchés publics verts, marchés publics, \
    appels d'offres | it Appalti pubblici verdi, appalti pubblici, gare | es Contratación pública verde, contratación pública, licitaciones | ar مشتريات \
    عامة خضراء, مناقصات | fi Vihreät julkiset hankinnat, julkiset hankinnat
    producer-responsibility < policy | en Extended producer responsibility, EPR, deposit return, producer responsibility | fr Responsabilité élargie du \
    producteur, REP, éco-organisme | it Responsabilità estesa del produttore | es Responsabilidad ampliada del productor, RAP | ar مسؤولية المنتج الموسعة \
    | fi Laajennettu tuottajavastuu
    business-support | en Business support, advice, consulting, mentoring, acceleration, incubator, accelerator | fr Appui aux entreprises, conseil, \
    mentorat, incubateur, accélérateur | it Supporto alle imprese, consulenza, incubatore, acceleratore | es Apoyo a empresas, asesoramiento, consultoría, \
    incubadora | ar دعم الأعمال, استشارات, حاضنة أعمال | fi Yritystuki, neuvonta, yrityshautomo
    project-preparation < business-support | en Project preparation, business plans, feasibility studies, bankable projects, due diligence | fr \
    Préparation de projets, plan d'affaires, études de faisabilité | it Preparazione di progetti, piano industriale, studi di fattibilità | es Preparación \
    de proyectos, plan de negocio, estudios de viabilidad | ar إعداد المشاريع, خطة عمل, دراسة جدوى | fi Hankevalmistelu, liiketoimintasuunnitelma
    training < business-support | en Training and skills, training, capacity building, skills, workshops | fr Formation et compétences, formation, \
    renforcement des capacités | it Formazione e competenze, formazione | es Formación y competencias, formación, capacitación | ar تدريب ومهارات, تدريب, \
    بناء القدرات | fi Koulutus ja osaaminen, koulutus
    market-access < business-support | en Market access and export, export, export contacts, distribution, buyers, distributors | fr Accès aux marchés et \
    export, export, distributeurs, acheteurs | it Accesso ai mercati ed export, distributori, acquirenti | es Acceso a mercados y exportación, \
    exportación, distribuidores, compradores | ar وصول إلى الأسواق, تصدير, مشترون | fi Markkinoille pääsy ja vienti, vienti, jakelijat
    clustering < business-support | en Clusters and partnerships, clustering, networking, sister clusters, consortium, public-private partnership | fr \
    Clusters et partenariats, réseautage, consortium, partenariat public-privé | it Cluster e partenariati, rete di imprese, consorzio | es Clústeres y \
    alianzas, redes, consorcio | ar تجمعات وشراكات, شراكة, تشبيك | fi Klusterit ja kumppanuudet, verkostoituminen
    research | en Research and innovation, research, R&D, innovation, technology transfer | fr Recherche et innovation, recherche, transfert de \
    technologie | it Ricerca e innovazione, ricerca, trasferimento tecnologico | es Investigación e innovación, investigación, transferencia de tecnología \
    | ar بحث وابتكار, بحث علمي, نقل التكنولوجيا | fi Tutkimus ja innovaatiot, tutkimus
    pilots-testing < research | en Pilot plants and testing, pilot plant, laboratory tests, test facilities, demonstration, prototype | fr Pilotes et \
    essais, usine pilote, essais en laboratoire, prototype | it Impianti pilota e prove, impianto pilota, prove di laboratorio | es Plantas piloto y \
    ensayos, planta piloto, ensayos de laboratorio | ar محطات تجريبية واختبارات, مشروع تجريبي | fi Pilotit ja testaus, koelaitos
    """
}
