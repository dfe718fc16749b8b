extension Taxonomy {
  /// Water and energy; the form of a line is told at `Taxonomy`.
  static let waterAndEnergy = """
    water | en Water management, water, water resources | fr Gestion de l'eau, eau, ressources en eau | it Gestione dell'acqua, acqua, risorse idriche | \
    es Gestión del agua, agua, recursos hídricos | ar إدارة المياه, مياه | fi Vesihuolto, vesi
    waste-water < water | en Waste water treatment, waste water, wastewater, sewage, effluents, sanitation | fr Traitement des eaux usées, eaux usées, \
    assainissement, effluents | it Trattamento delle acque reflue, acque reflue, depurazione | es Tratamiento de aguas residuales, aguas residuales, \
    depuración, saneamiento | ar معالجة مياه الصرف, مياه الصرف, صرف صحي | fi Jäteveden käsittely, jätevesi
    water-reuse < waste-water | en Water reuse, reclaimed water, treated waste water | fr Réutilisation de l'eau, réutilisation des eaux usées, REUT | it \
    Riuso dell'acqua, acque depurate | es Reutilización del agua, agua regenerada | ar إعادة استخدام المياه, مياه معالجة | fi Veden uudelleenkäyttö
    greywater < water-reuse | en Greywater, grey water, gray water | fr Eaux grises | it Acque grigie | es Aguas grises | ar مياه رمادية | fi Harmaa vesi
    sludge < waste-water | en Sewage sludge, sludge, biosolids, sludge drying | fr Boues d'épuration, boues | it Fanghi di depurazione, fanghi | es Lodos \
    de depuradora, lodos | ar حمأة | fi Jätevesiliete, liete
    desalination < water | en Desalination, brine, reverse osmosis, seawater treatment | fr Dessalement, saumure, osmose inverse | it Dissalazione, \
    salamoia, osmosi inversa | es Desalación, salmuera, ósmosis inversa | ar تحلية المياه, تحلية | fi Suolanpoisto
    irrigation < water | en Irrigation, drip irrigation, fertigation | fr Irrigation, goutte à goutte | it Irrigazione, irrigazione a goccia | es Riego, \
    riego por goteo | ar ري, ري بالتنقيط | fi Kastelu
    water-saving < water | en Water saving, leak detection, rainwater harvesting, water efficiency, smart metering | fr Économies d'eau, détection de \
    fuites, eaux pluviales | it Risparmio idrico, perdite idriche, acqua piovana | es Ahorro de agua, detección de fugas, agua de lluvia | ar توفير \
    المياه, حصاد مياه الأمطار | fi Veden säästö, sadevesi
    energy | en Clean energy, energy, energy transition, power | fr Énergie propre, énergie, transition énergétique | it Energia pulita, energia, \
    transizione energetica | es Energía limpia, energía, transición energética | ar طاقة نظيفة, طاقة | fi Puhdas energia, energia
    renewable-energy < energy | en Renewable energy, renewables | fr Énergies renouvelables, renouvelable | it Energie rinnovabili, rinnovabili | es \
    Energías renovables, renovables | ar طاقة متجددة | fi Uusiutuva energia
    solar < renewable-energy | en Solar energy, solar, photovoltaics, PV, solar panels, solar power, solar heat, solar thermal, solar water heaters, \
    concentrated solar, solar drying | fr Énergie solaire, solaire, photovoltaïque, panneaux solaires, solaire thermique, chauffe-eau solaire | it Energia \
    solare, solare, fotovoltaico, pannelli solari, solare termico | es Energía solar, solar, fotovoltaica, paneles solares, solar térmica | ar طاقة شمسية, \
    ألواح شمسية, سخانات شمسية | fi Aurinkoenergia, aurinkopaneelit, aurinkolämpö
    solar-pumping < solar | en Solar pumping, solar pumps, solar irrigation | fr Pompage solaire, pompes solaires | it Pompaggio solare, pompe solari | es \
    Bombeo solar, bombas solares | ar ضخ بالطاقة الشمسية, مضخات شمسية | fi Aurinkopumput
    wind < renewable-energy | en Wind energy, wind, wind power, wind turbines | fr Énergie éolienne, éolien | it Energia eolica, eolico | es Energía \
    eólica, eólica | ar طاقة الرياح, رياح | fi Tuulivoima, tuulienergia
    biomass < renewable-energy | en Biomass energy, biomass, pellets, bioenergy, biofuel, biodiesel | fr Biomasse, granulés, biocarburant | it Biomassa, \
    biocarburanti | es Biomasa, biocombustible | ar كتلة حيوية, وقود حيوي | fi Biomassa, bioenergia
    hydrogen < energy | en Green hydrogen, hydrogen, electrolysers, ammonia | fr Hydrogène vert, hydrogène | it Idrogeno verde, idrogeno | es Hidrógeno \
    verde, hidrógeno | ar هيدروجين أخضر, هيدروجين | fi Vihreä vety, vety
    energy-storage < energy | en Energy storage, battery storage, thermal storage | fr Stockage d'énergie, stockage | it Accumulo di energia, accumulo | \
    es Almacenamiento de energía | ar تخزين الطاقة | fi Energian varastointi
    energy-efficiency < energy | en Energy efficiency, energy saving, heat recovery, heat pumps, waste heat, energy audits, energy audit, energy \
    management, ISO 50001 | fr Efficacité énergétique, économies d'énergie, pompes à chaleur, audit énergétique | it Efficienza energetica, risparmio \
    energetico, pompe di calore, audit energetico, diagnosi energetica | es Eficiencia energética, ahorro energético, bombas de calor, auditoría \
    energética | ar كفاءة الطاقة, ترشيد الطاقة, تدقيق طاقي | fi Energiatehokkuus, lämpöpumput, energiakatselmus
    """
}
