extension Taxonomy {
  /// Making and using; the form of a line is told at `Taxonomy`.
  static let products = """
    eco-design | en Eco-design, ecodesign, circular design, design for recycling, design for disassembly | fr Écoconception, éco-conception | it \
    Ecodesign, progettazione ecocompatibile | es Ecodiseño, diseño ecológico | ar تصميم بيئي | fi Ekosuunnittelu, ekologinen muotoilu
    reuse < eco-design | en Reuse, second-hand, preparing for reuse, upcycling, refurbishment | fr Réemploi, réutilisation, seconde main, surcyclage | it \
    Riuso, riutilizzo, usato | es Reutilización, segunda mano, suprarreciclaje | ar إعادة الاستخدام | fi Uudelleenkäyttö
    repair < eco-design | en Repair, maintenance, spare parts, repair and take-back, right to repair | fr Réparation, pièces détachées | it Riparazione, \
    ricambi | es Reparación, repuestos | ar إصلاح, صيانة | fi Korjaus, varaosat
    remanufacturing < eco-design | en Remanufacturing, reconditioning, reverse logistics, take-back | fr Refabrication, reconditionnement, logistique \
    inverse | it Rigenerazione, logistica inversa | es Remanufactura, reacondicionamiento, logística inversa | ar إعادة التصنيع | fi Uudelleenvalmistus
    product-service < eco-design | en Product as a service, leasing, renting, sharing economy, functional economy | fr Économie de la fonctionnalité, \
    location, économie de partage | it Prodotto come servizio, noleggio, economia della condivisione | es Producto como servicio, alquiler, economía \
    colaborativa | ar تأجير, اقتصاد تشاركي | fi Tuote palveluna, jakamistalous
    life-cycle-assessment < eco-design | en Life-cycle assessment, LCA, carbon footprint, environmental footprint, life-cycle accounting | fr Analyse du \
    cycle de vie, ACV, empreinte carbone | it Analisi del ciclo di vita, impronta di carbonio | es Análisis del ciclo de vida, ACV, huella de carbono | ar \
    تقييم دورة الحياة, بصمة كربونية | fi Elinkaariarviointi, hiilijalanjälki
    material-passports < eco-design | en Product passports, material passports, digital product passport, traceability | fr Passeport produit, traçabilité \
    | it Passaporto dei materiali, tracciabilità | es Pasaporte de producto, trazabilidad | ar جواز المنتج, تتبع | fi Tuotepassi, jäljitettävyys
    eco-labels < eco-design | en Eco-labels and certification, ecolabel, certification, ISO 14001, EMAS | fr Écolabels, écolabel, certification | it \
    Ecolabel, certificazione | es Ecoetiquetas, certificación | ar شهادات بيئية, علامة بيئية | fi Ympäristömerkit, sertifiointi
    green-industry | en Green industry, manufacturing, industry, green manufacturing | fr Industrie verte, industrie | it Industria verde, industria | es \
    Industria verde, industria | ar صناعة خضراء, صناعة | fi Vihreä teollisuus, teollisuus
    industrial-symbiosis < green-industry | en Industrial symbiosis, eco-industrial park, by-products exchange, industrial sites, industrial park | fr \
    Symbiose industrielle, écologie industrielle, zone industrielle | it Simbiosi industriale, area industriale | es Simbiosis industrial, polígono \
    industrial | ar تكافل صناعي, منطقة صناعية | fi Teollinen symbioosi
    cleaner-production < green-industry | en Cleaner production, resource efficiency, pollution prevention, RECP | fr Production plus propre, efficacité \
    des ressources | it Produzione più pulita, efficienza delle risorse | es Producción más limpia, eficiencia de recursos | ar إنتاج أنظف, كفاءة الموارد \
    | fi Puhtaampi tuotanto, resurssitehokkuus
    bio-based-materials < green-industry | en Bio-based materials, bioplastics, biopolymers, bioeconomy, green chemistry, natural fibres | fr Matériaux \
    biosourcés, bioplastiques, bioéconomie, chimie verte | it Materiali a base biologica, bioplastiche, bioeconomia | es Biomateriales, bioplásticos, \
    bioeconomía | ar مواد حيوية, بلاستيك حيوي, اقتصاد حيوي | fi Biopohjaiset materiaalit, biomuovi
    textiles < green-industry | en Sustainable textiles and leather, sustainable textiles, textiles, fashion, garments, organic cotton, leather and \
    tanning, leather, tannery, chromium | fr Textile durable, textile, mode, coton, cuir et tannerie, cuir, tannerie | it Tessile sostenibile, tessile, \
    moda, cuoio e concia, pelle, conceria | es Textil sostenible, textil, moda, cuero y curtido, cuero, curtiduría | ar منسوجات, أزياء, جلود, دباغة | fi \
    Kestävät tekstiilit, tekstiili, muoti, nahka
    ceramics < green-industry | en Ceramics, ceramic, tiles, bricks | fr Céramique, carreaux, briques | it Ceramica, piastrelle, mattoni | es Cerámica, \
    azulejos, ladrillos | ar خزف, سيراميك | fi Keramiikka
    wood-furniture < green-industry | en Wood and furniture, furniture, wood, timber | fr Bois et meubles, meubles, bois | it Legno e arredo, mobili, \
    legno | es Madera y muebles, muebles, madera | ar خشب وأثاث, أثاث, خشب | fi Puu ja huonekalut, huonekalut, puu
    agrifood | en Sustainable agri-food, agriculture, farming, agri-food, food processing | fr Agroalimentaire durable, agriculture, agroalimentaire | it \
    Agroalimentare sostenibile, agricoltura, agroalimentare | es Agroalimentación sostenible, agricultura, agroalimentario | ar زراعة مستدامة, زراعة, \
    صناعات غذائية | fi Kestävä maatalous ja ruoka, maatalous
    organic-farming < agrifood | en Organic farming, agroecology, regenerative agriculture, biofertiliser, biostimulants | fr Agriculture biologique, \
    agroécologie, biofertilisants | it Agricoltura biologica, agroecologia | es Agricultura ecológica, agroecología, biofertilizantes | ar زراعة عضوية, \
    أسمدة حيوية | fi Luomuviljely
    olive-by-products < agrifood | en Olive by-products, olive pomace, olive mill waste water, margine, olive oil | fr Sous-produits de l'olive, grignons \
    d'olive, margines, huile d'olive | it Sottoprodotti dell'oliva, sansa, acque di vegetazione | es Subproductos del olivo, orujo, alpechín, alperujo | \
    ar مخلفات الزيتون, جفت الزيتون, مرجين | fi Oliivin sivutuotteet
    aquaculture < agrifood | en Aquaculture and fisheries, aquaculture, fish farming, fisheries, algae, seaweed | fr Aquaculture et pêche, aquaculture, \
    pêche, algues | it Acquacoltura e pesca, acquacoltura, pesca, alghe | es Acuicultura y pesca, acuicultura, pesca, algas | ar استزراع مائي, صيد \
    الأسماك, طحالب | fi Vesiviljely ja kalastus, kalankasvatus
    marine-litter < waste | en Marine litter, fishing nets, beach clean-up, ocean plastics, microplastics | fr Déchets marins, filets de pêche, \
    microplastiques | it Rifiuti marini, reti da pesca, microplastiche | es Basura marina, redes de pesca, microplásticos | ar نفايات بحرية, شباك الصيد | \
    fi Meriroska, kalastusverkot
    green-building | en Green building, construction, sustainable construction, buildings, insulation, retrofit | fr Construction durable, construction, \
    bâtiment, isolation, rénovation énergétique | it Edilizia sostenibile, edilizia, costruzioni, isolamento | es Construcción sostenible, construcción, \
    edificación, aislamiento | ar بناء أخضر, بناء, عزل | fi Vihreä rakentaminen, rakentaminen
    green-mobility | en Green mobility, mobility, electric vehicles, e-mobility, public transport, transport | fr Mobilité verte, mobilité, véhicules \
    électriques, transport | it Mobilità sostenibile, mobilità, veicoli elettrici | es Movilidad sostenible, movilidad, vehículos eléctricos | ar تنقل \
    مستدام, سيارات كهربائية, نقل | fi Vihreä liikkuminen, sähköautot
    sustainable-tourism | en Sustainable tourism, ecotourism, tourism, hotels | fr Tourisme durable, écotourisme, tourisme | it Turismo sostenibile, \
    ecoturismo, turismo | es Turismo sostenible, ecoturismo, turismo | ar سياحة مستدامة, سياحة بيئية, سياحة | fi Kestävä matkailu, matkailu
    nature | en Nature and climate adaptation, biodiversity, climate adaptation, nature-based solutions, reforestation, coastal protection | fr Nature et \
    adaptation au climat, biodiversité, solutions fondées sur la nature | it Natura e adattamento al clima, biodiversità | es Naturaleza y adaptación al \
    clima, biodiversidad | ar طبيعة وتكيف مناخي, تنوع بيولوجي, تكيف مع المناخ | fi Luonto ja ilmastonmuutokseen sopeutuminen, luonnon monimuotoisuus
    digital | en Digital solutions, digitalisation, IoT, sensors, software, artificial intelligence, data platform, blockchain | fr Solutions numériques, \
    numérique, capteurs, logiciel, intelligence artificielle | it Soluzioni digitali, digitale, sensori, intelligenza artificiale | es Soluciones \
    digitales, digitalización, sensores, inteligencia artificial | ar حلول رقمية, رقمنة, ذكاء اصطناعي | fi Digitaaliset ratkaisut, anturit, tekoäly
    """
}
