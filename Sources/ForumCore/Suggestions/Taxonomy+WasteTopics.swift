extension Taxonomy {
  /// Waste and recycling; the form of a line is told at `Taxonomy`.
  static let waste = """
    waste | en Waste management, waste, refuse, garbage, rubbish, waste streams, landfill, landfill remediation, dumpsite, open dumping | fr Gestion des \
    déchets, déchets, ordures, décharges, décharge, enfouissement | it Gestione dei rifiuti, rifiuti, discariche, discarica | es Gestión de residuos, \
    residuos, basura, vertederos, vertedero | ar إدارة النفايات, نفايات, مخلفات, مكبات, مطمر | fi Jätehuolto, jäte, jätteet, kaatopaikat, kaatopaikka
    waste-collection < waste | en Waste collection and sorting, waste collection, collection of waste, kerbside collection, separate collection, waste \
    sorting, sorting, sorting plant, material recovery facility, MRF | fr Collecte et tri des déchets, collecte des déchets, collecte sélective, tri des \
    déchets, centre de tri, tri sélectif | it Raccolta differenziata, raccolta rifiuti, selezione dei rifiuti, impianto di selezione | es Recogida de \
    residuos, recogida selectiva, clasificación de residuos, planta de clasificación | ar جمع النفايات, فرز النفايات, فرز | fi Jätteenkeräys, jätteiden \
    lajittelu, lajittelu
    recycling < waste | en Recycling, recycled, recycler, secondary raw materials, material recovery | fr Recyclage, matières premières secondaires, \
    valorisation matière | it Riciclo, riciclaggio, materie prime seconde | es Reciclaje, reciclado, materias primas secundarias | ar إعادة التدوير, تدوير \
    | fi Kierrätys, uusioraaka-aineet
    plastics-recycling < recycling | en Plastics recycling, plastics, plastic waste, PET flakes, PET, HDPE, polymers, recycled plastic | fr Recyclage des \
    plastiques, plastique, polymères | it Riciclo della plastica, plastica, polimeri | es Reciclaje de plásticos, plásticos, polímeros | ar تدوير \
    البلاستيك, بلاستيك | fi Muovin kierrätys, muovi
    paper-recycling < recycling | en Paper recycling, paper, cardboard, waste paper, cellulose | fr Recyclage du papier, papier, carton | it Riciclo della \
    carta, carta, cartone | es Reciclaje de papel, papel, cartón | ar تدوير الورق, ورق, كرتون | fi Paperin kierrätys, paperi, kartonki
    glass-recycling < recycling | en Glass recycling, glass, cullet | fr Recyclage du verre, verre, calcin | it Riciclo del vetro, vetro | es Reciclaje de \
    vidrio, vidrio | ar تدوير الزجاج, زجاج | fi Lasin kierrätys, lasi
    metal-recycling < recycling | en Metal recycling, scrap metal, metals, aluminium, steel scrap | fr Recyclage des métaux, métaux, ferraille | it \
    Riciclo dei metalli, metalli, rottami | es Reciclaje de metales, metales, chatarra | ar تدوير المعادن, خردة | fi Metallin kierrätys, metalliromu
    textile-recycling < recycling | en Textile recycling, used clothing, clothing, fibre recovery, textile waste, rags | fr Recyclage textile, vêtements \
    usagés, fibres | it Riciclo tessile, abiti usati, stracci | es Reciclaje textil, ropa usada | ar تدوير المنسوجات, ملابس مستعملة | fi Tekstiilien \
    kierrätys, poistotekstiili
    e-waste < recycling | en Electronic waste, e-waste, WEEE, electronics, electronic scrap | fr Déchets électroniques, DEEE, D3E, électronique | it \
    Rifiuti elettronici, RAEE, elettronica | es Residuos electrónicos, chatarra electrónica, electrónica | ar نفايات إلكترونية, إلكترونيات | fi \
    Elektroniikkaromu, sähköromu
    battery-recycling < e-waste | en Battery recycling, batteries, lithium, second-life batteries, accumulators | fr Recyclage des batteries, piles | it \
    Riciclo delle batterie, pile | es Reciclaje de baterías, pilas | ar تدوير البطاريات, بطاريات | fi Akkujen kierrätys, akut
    tyre-recycling < recycling | en Tyre recycling, tyres, tires, rubber, end-of-life tyres | fr Recyclage des pneus, pneus, caoutchouc | it Riciclo degli \
    pneumatici, pneumatici, gomma | es Reciclaje de neumáticos, neumáticos, caucho | ar تدوير الإطارات, إطارات, مطاط | fi Renkaiden kierrätys, renkaat
    used-oil < recycling | en Used oil, waste oil, used cooking oil, oil regeneration | fr Huiles usagées, huile usagée | it Oli usati, olio esausto | es \
    Aceites usados, aceite usado | ar زيوت مستعملة | fi Jäteöljy
    construction-waste < recycling | en Construction and demolition waste, demolition, rubble, recycled aggregates, debris | fr Déchets du bâtiment, \
    gravats, démolition | it Rifiuti da costruzione, macerie, demolizione | es Residuos de construcción, escombros, demolición | ar مخلفات البناء, ردم, \
    هدم | fi Rakennusjäte, purkujäte
    packaging < waste | en Packaging, packaging waste, refill, refillable packaging | fr Emballages, emballage, consigne | it Imballaggi, imballaggio | es \
    Envases, embalaje | ar تغليف, تعبئة | fi Pakkaukset, pakkaus
    hazardous-waste < waste | en Hazardous waste, medical waste, toxic waste, asbestos | fr Déchets dangereux, déchets médicaux | it Rifiuti pericolosi, \
    rifiuti sanitari | es Residuos peligrosos, residuos sanitarios | ar نفايات خطرة, نفايات طبية | fi Vaarallinen jäte
    waste-to-energy < waste | en Waste to energy, incineration, refuse-derived fuel, RDF, pyrolysis, gasification | fr Valorisation énergétique, \
    incinération, pyrolyse | it Termovalorizzazione, pirolisi | es Valorización energética, incineración, pirólisis | ar تحويل النفايات إلى طاقة, حرق \
    النفايات | fi Jätteen energiahyödyntäminen, pyrolyysi
    organic-waste < waste | en Organic waste, biowaste, green waste, bio-waste | fr Déchets organiques, biodéchets | it Rifiuti organici, umido, FORSU | \
    es Residuos orgánicos, biorresiduos | ar نفايات عضوية | fi Biojäte
    composting < organic-waste | en Composting, compost, vermicompost, soil improver | fr Compostage | it Compostaggio | es Compostaje | ar سماد عضوي, \
    كومبوست, تسميد | fi Kompostointi, komposti
    biogas < organic-waste | en Biogas, anaerobic digestion, biomethane, digestate, methanisation | fr Biogaz, méthanisation, biométhane | it Biogas, \
    biometano, digestione anaerobica | es Biogás, biometano, digestión anaerobia | ar غاز حيوي, بيوغاز, هضم لاهوائي | fi Biokaasu, mädätys
    food-waste < organic-waste | en Food waste, food loss, surplus food, food redistribution | fr Gaspillage alimentaire, pertes alimentaires | it Spreco \
    alimentare, eccedenze alimentari | es Desperdicio de alimentos, desperdicio alimentario | ar هدر الطعام, هدر الغذاء | fi Ruokahävikki
    """
}
