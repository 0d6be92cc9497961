# ruff: noqa: E501, a report stands in one row
"""Places of longer reports in other languages, about many wars, with persons and bodies in them."""

from datetime import date

import pytest

from geomap import pipeline, reports

REPORTS = (
    (
        "fr",
        "Le Premier ministre Abiy Ahmed a reçu jeudi à Addis-Abeba l'émissaire de l'Union africaine, Olusegun Obasanjo, après la reprise des hostilités autour de Kobo. Le porte-parole du TPLF, Getachew Reda, a démenti que ses combattants aient quitté Alamata. Debretsion Gebremichael réclame le retour de l'aide à Mekele. Human Rights Watch et Médecins sans frontières évoquent des exécutions à Axoum ; Amnesty International parle de centaines de morts. Marie Chambord, de l'ONG Care, raconte avoir traversé Woldiya sous les tirs. Boko Haram n'a rien à voir avec ce conflit, rappelle Le Monde. À Djibouti, le général Léon Nancy attend. Le fleuve Tekezé reste infranchissable.  Julian Assange et Paul Lyon ont été cités par Radio France. Les États-Unis et la Norvège appellent au calme. Le Tigré manque de tout, dit Tedros. Samedi, un drone a frappé un hôpital de Shire, faisant trois morts, selon un médecin.",
        "Addis-Abeba=ET | Kobo=ET | Alamata=ET | Mekele=ET | Axoum=ET | Djibouti=DJ | Tekezé= | États-Unis=US | Norvège=NO | Tigré=ET",
    ),
    (
        "ru",
        "Президент Ильхам Алиев в четверг встретился в Баку с послом США, сообщает Интерфакс. Представитель армии обороны Давид Бабаян опроверг отход от Мартуни. Никол Пашинян заявил, что Джебраил остаётся под контролем. Красный Крест и «Врачи без границ» вывезли раненых из Гадрута. По словам Сергея Лаврова, переговоры продолжатся в Москве. Анна Париж, сотрудница ООН, не смогла проехать в Лачин. В субботу ракета упала на рынок в Гяндже, погибли десять человек, утверждает министерство обороны Азербайджана. Роман Белгород и Иван Лондон пропали без вести.",
        "Баку=AZ | США=US | Мартуни=AM | Джебраил=AZ | Москве=RU | Лачин=AZ | Гяндже=AZ | Азербайджана=AZ",
    ),
    (
        "ar",
        "أفاد المرصد السوري لحقوق الإنسان بأن اشتباكات عنيفة دارت فجر الخميس بين قوات سوريا الديمقراطية وفصائل موالية لأنقرة في محيط سد تشرين بريف حلب الشرقي، ما أسفر عن مقتل 12 مقاتلا على الأقل. وأضاف المصدر أن طائرات حربية قصفت مواقع في منبج وعين العرب. من جهته أكد وزير الخارجية أسعد الشيباني خلال مؤتمر صحفي في باريس أن الحكومة الجديدة تسعى إلى الحوار. وفي القامشلي خرج المئات في مظاهرة للمطالبة بوقف إطلاق النار. وقالت الأمم المتحدة إن أكثر من مئة ألف شخص نزحوا منذ مطلع الشهر.",
        "سوريا=SY | أنقرة=TR | حلب=SY | منبج=SY | عين العرب=SY | باريس=FR | القامشلي=SY",
    ),
    (
        "ar",
        "شنت الطائرات الإسرائيلية غارات على الضاحية الجنوبية لبيروت وعلى بلدات في قضاء صور والنبطية جنوب لبنان. وأعلن حزب الله أنه استهدف قاعدة عسكرية قرب حيفا بصواريخ. ودعا الأمين العام أنطونيو غوتيريش إلى ضبط النفس. وأصيب سبعة أشخاص في بعلبك، بينهم طفلة. وعبرت قافلة مساعدات معبر المصنع باتجاه دمشق.",
        "بيروت=LB | قضاء صور=LB | النبطية=LB | لبنان=LB | حيفا=IL | بعلبك=LB | دمشق=SY",
    ),
    (
        "fa",
        "به گزارش خبرگزاری پژواک، شورشیان شامگاه یکشنبه بر یک پاسگاه پولیس در ولسوالی ناوه ولایت غزنی حمله کردند و پنج سرباز را کشتند. سخنگوی والی گفت که نیروهای کمکی از مرکز شهر اعزام شده‌اند. در همین حال، یک بمب کنار جاده در مسیر کابل – جلال‌آباد منفجر شد. باشندگان وردک می‌گویند که خانه‌های‌شان ویران شده است. دفتر یوناما در کابل نگرانی خود را ابراز کرد.",
        "ولایت غزنی=AF | کابل=AF | جلال‌آباد=AF | وردک=AF",
    ),
    (
        "fa",
        "جمهوری آذربایجان اعلام کرد که نیروهایش وارد شهر شوشا شده‌اند. نخست وزیر ارمنستان این خبر را رد کرد. به گفته شاهدان عینی، صدای انفجار در خانکندی شنیده می‌شد. روسیه از دو طرف خواست آتش‌بس را رعایت کنند. جاده لاچین بسته است و آوارگان به ایروان می‌روند.",
        "جمهوری آذربایجان=AZ | شوشا=AZ | ارمنستان=AM | خانکندی=AZ | روسیه=RU | ایروان=AM",
    ),
    (
        "es",
        "El Ejército de Liberación Nacional atacó el martes una estación de policía en Arauca, en la frontera con Venezuela, informó el gobernador Renson Martínez. Tres agentes murieron y cinco resultaron heridos. El presidente Gustavo Petro viajó a Cúcuta para reunirse con Antonio Guterres. Según Amnistía Internacional, unas dos mil familias abandonaron Tibú y El Tarra en los últimos días. Santiago Valencia, portavoz de la guerrilla, negó los hechos desde La Habana.",
        "Arauca=CO | Venezuela=VE | Cúcuta=CO | Tibú=CO | El Tarra=CO | La Habana=CU",
    ),
    (
        "uk",
        "Російські війська завдали ракетного удару по Одесі та Ізмаїлу, повідомив очільник ОВА Олег Кіпер. Сергій Херсонський загинув на місці. У Куп'янську пошкоджено міст через Оскіл. Президент Володимир Зеленський у середу відвідав Чернігів. За даними ООН, понад тисяча людей виїхала з Добропілля. Німеччина передасть Україні ще дві батареї.",
        "Одесі=UA | Ізмаїлу=UA | Куп'янську=UA | Оскіл=UA | Чернігів=UA | Добропілля=UA | Німеччина=DE | Україні=UA",
    ),
    (
        "ps",
        "د ننګرهار والي وویل چې د اچین په ولسوالۍ کې د داعش لس جنګیالي ووژل شول. په جلال آباد کې پرون یوه چاودنه وشوه. د پاکستان حکومت دغه خبر رد کړ. له تورخم څخه زرګونه کډوال راستانه شول.",
        "د ننګرهار=AF | اچین=AF | جلال آباد=AF | پاکستان=PK",
    ),
    (
        "ru",
        "Хуситы обстреляли Мариб и Таиз, сообщил представитель коалиции. В порту Ходейды горит склад. Бои идут у Эль-Бейды, в 30 км к югу от Рады. Жители Дхамара ушли в Сану. Ракета упала возле Мохи.",
        "Мариб=YE | Таиз=YE | Ходейды=YE | Эль-Бейды=YE | Рады=YE | Дхамара=YE | Сану=YE | Мохи=YE",
    ),
    (
        "ru",
        "Исламисты захватили Рамади и Эль-Фаллуджу, заявил губернатор Анбара. Иракская армия готовит наступление на Тикрит. Из Байджи бежали тысячи человек. Авиация бомбила окрестности Киркука и Синджара. Встреча прошла в Эрбиле.",
        "Рамади=IQ | Эль-Фаллуджу=IQ | Тикрит=IQ | Байджи=IQ | Киркука=IQ | Синджара=IQ | Эрбиле=IQ",
    ),
    (
        "ru",
        "Суданская армия вернула Омдурман, утверждает её командование. Бойцы сил быстрой поддержки отошли к Эль-Обейду. В Ньяле и Эль-Генейне продолжаются грабежи. Беженцы переходят границу у Адре. Аэропорт Мерове закрыт.",
        "Омдурман=SD | Эль-Обейду=SD | Ньяле=SD | Эль-Генейне=SD | Мерове=SD",
    ),
    (
        "ru",
        "Колумбийские повстанцы напали на Кали и Буэнавентуру, передаёт агентство. В Медельине взорвали мост. Армия заняла Сан-Висенте-дель-Кагуан. Переговоры в Гаване отложены. Партизаны ушли в сторону Букараманги.",
        "Кали=CO | Буэнавентуру=CO | Сан-Висенте-дель-Кагуан=CO | Медельине=CO | Гаване=CU | Букараманги=CO",
    ),
    (
        "ru",
        "Бои за Сирт продолжаются, сообщили ополченцы. Отряды из Мисураты взяли Бани-Валид. Взрыв прогремел в Бенгази, ранены трое. Правительство в Тобруке опровергло потерю Адждабии. Нефтяной порт Рас-Лануф закрыт.",
        "Сирт=LY | Мисураты=LY | Бани-Валид=LY | Бенгази=LY | Тобруке=LY | Адждабии=LY | Рас-Лануф=LY",
    ),
    (
        "es",
        "Los rebeldes tomaron Alepo y Hama, según el gobernador. Un bombardeo mató a doce personas en Idlib. Los milicianos huyeron hacia Latakia. El frente está a 10 kilómetros al oeste de Palmira. Los refugiados llegan a Trípoli, en Líbano.",
        "Alepo=SY | Hama=SY | Idlib=SY | Latakia=SY | Palmira=SY | Trípoli=LB | Líbano=LB",
    ),
    (
        "es",
        "Las tropas rusas bombardearon Járkov y Mariúpol, informó Kiev. En Jersón hay combates. El convoy salió de Zaporiyia hacia Dnipró. Soldados ucranianos recuperaron Limán.",
        "Járkov=UA | Mariúpol=UA | Kiev=UA | Jersón=UA | Zaporiyia=UA | Dnipró=UA | Limán=UA",
    ),
    (
        "es",
        "El M23 capturó Goma y Bukavu. Los soldados congoleños se retiraron a Uvira. Hubo saqueos en Kisangani. Ruanda niega su presencia en Kivu del Norte.",
        "Goma=CD | Bukavu=CD | Uvira=CD | Kisangani=CD | Ruanda=RW | Kivu del Norte=CD",
    ),
)


@pytest.mark.parametrize(("code", "text", "places"), REPORTS, ids=range(len(REPORTS)))
def test_the_places_of_a_report_and_no_persons_and_no_words(code, text, places):
    report = reports.from_text(text, published=date(2025, 1, 9))
    found = pipeline.read_one(report, pipeline.open_tools())
    placed = [one for one in found.resolutions if one.place is not None]
    assert {f"{one.mention.text}={one.place.country}" for one in placed} == set(places.split(" | "))
