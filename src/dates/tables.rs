//! What words mean in dates, in every language covered. Entries are written as people spell them
//! and folded (case, accents, script variants) when the dictionary is built.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::{fold, invisible};

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A Gregorian month.
    Month(u8),
    /// A month of the Iranian solar calendar.
    Jalali(u8),
    /// A name that means one month in Croatian and the other elsewhere.
    Twofold {
        /// The month in Croatian, Bosnian, Serbian.
        south: u8,
        /// The month in Polish, Czech, Slovak.
        north: u8,
    },
    /// A day of the week, Monday = 1.
    Weekday(u8),
    /// Before (`false`) or after noon.
    Pm(bool),
    /// A unit of time that follows a number.
    Unit(Unit),
    /// A unit usable in clipped forms such as "3h".
    Short(Unit),
    /// A number and unit in one word.
    Count(i64, Unit),
    /// A number written as a word.
    Number(i64),
    /// Marks the past after the amount: "ago".
    Ago,
    /// Marks the past before the amount: "vor".
    Before,
    /// A day relative to today.
    Day(i64),
    /// This moment.
    Now,
    /// Joins parts of a date: "of", "at", "um".
    Link,
    /// Belongs to the date it precedes: "le", "den".
    Article,
    /// Blurs an amount: "about".
    Filler,
    /// Marks hours or a whole clock time: "Uhr", "h".
    Clock,
    /// Marks a minute.
    MinuteMark,
    /// Marks a second.
    SecondMark,
    /// Marks a year.
    YearMark,
    /// Marks a month number after it.
    MonthMark,
    /// Marks a month number before it.
    MonthPrefix,
    /// Marks a day.
    DayMark,
    /// Ending of an ordinal number.
    Ordinal,
    /// A time zone, seconds east.
    Zone(i32),
    /// A time zone whose offset the name leaves open.
    VagueZone,
    /// The T between date and time.
    T,
    /// A word that labels dates: "published".
    Label,
}

/// Units of relative dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Year.
    Year,
}

use Sense::{
    Ago, Article, Before, Clock, Count, Day, DayMark, Filler, Label, Link, MinuteMark, MonthMark,
    MonthPrefix, Now, Number, Ordinal, Pm, SecondMark, Short, T, Twofold, VagueZone, YearMark, Zone,
};

/// The longest dictionary word of scripts without spaces, in characters.
pub(super) const LONGEST_DENSE: usize = 12;
/// The longest phrase, in words.
pub(super) const LONGEST_PHRASE: usize = 4;

/// Twelve months a row; spellings separated by spaces, the words of a phrase joined by `_`.
static MONTHS: &[[&str; 12]] = &[
    // English
    [
        "january jan",
        "february feb febr",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ],
    // German
    [
        "januar jänner jan",
        "februar feber",
        "märz mrz maerz mär",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober okt",
        "november",
        "dezember dez",
    ],
    // French
    [
        "janvier janv",
        "février févr fév fevr",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "août aout",
        "septembre",
        "octobre",
        "novembre",
        "décembre déc",
    ],
    // Spanish
    [
        "enero ene",
        "febrero",
        "marzo",
        "abril abr",
        "mayo",
        "junio",
        "julio",
        "agosto ago",
        "septiembre setiembre set",
        "octubre",
        "noviembre",
        "diciembre dic",
    ],
    // Catalan
    [
        "gener gen",
        "febrer",
        "març",
        "abril",
        "maig",
        "juny",
        "juliol",
        "agost",
        "setembre",
        "octubre",
        "novembre",
        "desembre",
    ],
    // Portuguese
    [
        "janeiro",
        "fevereiro fev",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro out",
        "novembro",
        "dezembro",
    ],
    // Italian
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio mag",
        "giugno giu",
        "luglio lug",
        "agosto",
        "settembre sett",
        "ottobre ott",
        "novembre",
        "dicembre",
    ],
    // Dutch
    [
        "januari",
        "februari",
        "maart mrt",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    // Polish
    [
        "styczeń stycznia sty",
        "luty lutego lut",
        "marzec marca",
        "kwiecień kwietnia kwi",
        "maj maja",
        "czerwiec czerwca cze",
        "lipiec lipca",
        "sierpień sierpnia sie",
        "wrzesień września wrz",
        "październik października paź",
        "",
        "grudzień grudnia gru",
    ],
    // Czech
    [
        "leden ledna led",
        "únor února úno",
        "březen března bře",
        "duben dubna dub",
        "květen května kvě",
        "červen června čvn",
        "červenec července čvc",
        "srpen srpna",
        "září zář",
        "říjen října říj",
        "listopadu",
        "prosinec prosince",
    ],
    // Slovak
    [
        "január januára",
        "február februára",
        "marec",
        "apríl apríla",
        "máj mája",
        "jún júna",
        "júl júla",
        "augusta",
        "septembra",
        "október októbra",
        "novembra",
        "decembra",
    ],
    // Russian
    [
        "январь января янв",
        "февраль февраля фев февр",
        "март марта мар",
        "апрель апреля апр",
        "май мая",
        "июнь июня июн",
        "июль июля июл",
        "август августа авг",
        "сентябрь сентября сен сент",
        "октябрь октября окт",
        "ноябрь ноября ноя нояб",
        "декабрь декабря дек",
    ],
    // Ukrainian
    [
        "січень січня січ",
        "лютий лютого лют",
        "березень березня бер",
        "квітень квітня квіт кві",
        "травень травня трав тра",
        "червень червня черв чер",
        "липень липня лип",
        "серпень серпня серп сер",
        "вересень вересня вер",
        "жовтень жовтня жовт жов",
        "листопад листопада лист лис",
        "грудень грудня груд гру",
    ],
    // Bulgarian
    [
        "януари яну",
        "февруари",
        "март",
        "април",
        "май",
        "юни",
        "юли",
        "август",
        "септември сеп септ",
        "октомври",
        "ноември ное ноем",
        "декември",
    ],
    // Serbian, Macedonian
    [
        "јануар јануара јануари јан",
        "фебруар фебруара феб",
        "марта",
        "априла",
        "мај маја мај",
        "јун јуна јуни",
        "јул јула јули",
        "августа",
        "септембар септембра",
        "октобар октобра",
        "новембар новембра нов",
        "децембар децембра дец",
    ],
    [
        "januara",
        "februara",
        "mart marta",
        "aprila",
        "maj maja",
        "juna",
        "jula",
        "avgust avgusta avg",
        "septembar septembra",
        "oktobar oktobra",
        "novembar novembra",
        "decembar decembra",
    ],
    // Croatian
    [
        "siječanj siječnja sij",
        "veljača veljače velj",
        "ožujak ožujka ožu",
        "travanj travnja tra",
        "svibanj svibnja svi",
        "lipanj lipnja",
        "srpanj srpnja",
        "kolovoz kolovoza kol",
        "rujan rujna ruj",
        "",
        "studeni studenog studenoga stu",
        "prosinac prosinca",
    ],
    // Slovenian
    [
        "januarja",
        "februarja",
        "marec marca",
        "aprila",
        "maja",
        "junij junija",
        "julij julija",
        "avgusta",
        "september",
        "oktobra",
        "novembra",
        "decembra",
    ],
    // Turkish
    [
        "ocak oca",
        "şubat şub",
        "mart",
        "nisan nis",
        "mayıs",
        "haziran haz",
        "temmuz tem",
        "ağustos ağu",
        "eylül eyl",
        "ekim eki",
        "kasım kas",
        "aralık ara",
    ],
    // Swedish, Norwegian, Danish
    [
        "januari",
        "februari",
        "mars marts",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "desember des",
    ],
    // Finnish
    [
        "tammikuuta tammikuu tammi",
        "helmikuuta helmikuu helmi",
        "maaliskuuta maaliskuu maalis",
        "huhtikuuta huhtikuu huhti",
        "toukokuuta toukokuu touko",
        "kesäkuuta kesäkuu kesä",
        "heinäkuuta heinäkuu heinä",
        "elokuuta elokuu elo",
        "syyskuuta syyskuu syys",
        "lokakuuta lokakuu loka",
        "marraskuuta marraskuu marras",
        "joulukuuta joulukuu joulu",
    ],
    // Estonian
    [
        "jaanuar jaan",
        "veebruar veebr",
        "märts",
        "aprill",
        "mai",
        "juuni",
        "juuli",
        "august",
        "september",
        "oktoober",
        "november",
        "detsember dets",
    ],
    // Greek
    [
        "ιανουάριος ιανουαρίου ιαν",
        "φεβρουάριος φεβρουαρίου φεβ φεβρ",
        "μάρτιος μαρτίου μαρ",
        "απρίλιος απριλίου απρ",
        "μάιος μαΐου μαι",
        "ιούνιος ιουνίου ιουν",
        "ιούλιος ιουλίου ιουλ",
        "αύγουστος αυγούστου αυγ",
        "σεπτέμβριος σεπτεμβρίου σεπ σεπτ",
        "οκτώβριος οκτωβρίου οκτ",
        "νοέμβριος νοεμβρίου νοε νοεμ",
        "δεκέμβριος δεκεμβρίου δεκ",
    ],
    // Romanian
    [
        "ianuarie ian",
        "februarie",
        "martie",
        "aprilie",
        "mai",
        "iunie iun",
        "iulie iul",
        "august",
        "septembrie",
        "octombrie",
        "noiembrie noi",
        "decembrie",
    ],
    // Hungarian
    [
        "január",
        "február",
        "március márc",
        "április ápr",
        "május máj",
        "június jún",
        "július júl",
        "augusztus",
        "szeptember szept",
        "október",
        "november",
        "december",
    ],
    // Lithuanian
    [
        "sausis sausio saus",
        "vasaris vasario vas",
        "kovas kovo kov",
        "balandis balandžio bal",
        "gegužė gegužės geg",
        "birželis birželio birž",
        "liepa liepos liep",
        "rugpjūtis rugpjūčio rugp",
        "rugsėjis rugsėjo rugs",
        "spalis spalio spal",
        "lapkritis lapkričio lapkr",
        "gruodis gruodžio gruod",
    ],
    // Latvian
    [
        "janvāris janvārī janvāra",
        "februāris februārī februāra",
        "marts martā",
        "aprīlis aprīlī aprīļa",
        "maijs maijā maija",
        "jūnijs jūnijā jūnija",
        "jūlijs jūlijā jūlija",
        "augusts augustā",
        "septembris septembrī septembra",
        "oktobris oktobrī oktobra",
        "novembris novembrī novembra",
        "decembris decembrī decembra",
    ],
    // Indonesian, Malay
    [
        "januari",
        "februari",
        "maret mac",
        "april",
        "mei",
        "juni jun",
        "juli julai",
        "agustus agu ogos",
        "september",
        "oktober",
        "november",
        "desember disember dis",
    ],
    // Vietnamese
    [
        "tháng_một tháng_giêng",
        "tháng_hai",
        "tháng_ba",
        "tháng_tư",
        "tháng_năm",
        "tháng_sáu",
        "tháng_bảy",
        "tháng_tám",
        "tháng_chín",
        "tháng_mười",
        "tháng_mười_một",
        "tháng_mười_hai tháng_chạp",
    ],
    // Hebrew, bare and with the prefixes "in" and "to"
    [
        "ינואר בינואר לינואר",
        "פברואר בפברואר לפברואר",
        "מרץ במרץ למרץ מרס במרס",
        "אפריל באפריל לאפריל",
        "מאי במאי למאי",
        "יוני ביוני ליוני",
        "יולי ביולי ליולי",
        "אוגוסט באוגוסט לאוגוסט",
        "ספטמבר בספטמבר לספטמבר",
        "אוקטובר באוקטובר לאוקטובר",
        "נובמבר בנובמבר לנובמבר",
        "דצמבר בדצמבר לדצמבר",
    ],
    // Arabic: Egypt, Levant, Maghreb
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل ابريل",
        "مايو",
        "يونيو يونيه",
        "يوليو يوليه",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "كانون_الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين_الأول",
        "تشرين_الثاني",
        "كانون_الأول",
    ],
    [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل",
        "ماي",
        "جوان",
        "جويلية يوليوز",
        "أوت غشت",
        "شتنبر",
        "اكتوبر",
        "نونبر",
        "دجنبر",
    ],
    // Persian
    [
        "ژانویه",
        "فوریه",
        "مارس",
        "آوریل",
        "مه می",
        "ژوئن",
        "ژوئیه جولای",
        "اوت آگوست",
        "سپتامبر",
        "اکتبر",
        "نوامبر",
        "دسامبر",
    ],
    // Hindi
    [
        "जनवरी जन",
        "फ़रवरी फर",
        "मार्च",
        "अप्रैल",
        "मई",
        "जून",
        "जुलाई",
        "अगस्त",
        "सितंबर सितम्बर",
        "अक्टूबर अक्तूबर",
        "नवंबर नवम्बर",
        "दिसंबर दिसम्बर",
    ],
    // Thai
    [
        "มกราคม ม.ค.",
        "กุมภาพันธ์ ก.พ.",
        "มีนาคม มี.ค.",
        "เมษายน เม.ย.",
        "พฤษภาคม พ.ค.",
        "มิถุนายน มิ.ย.",
        "กรกฎาคม ก.ค.",
        "สิงหาคม ส.ค.",
        "กันยายน ก.ย.",
        "ตุลาคม ต.ค.",
        "พฤศจิกายน พ.ย.",
        "ธันวาคม ธ.ค.",
    ],
    // Chinese, Japanese
    ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
];

/// The months of the Iranian solar calendar.
static JALALI: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد امرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];

/// Monday to Sunday a row.
static WEEKDAYS: &[[&str; 7]] = &[
    [
        "monday mon",
        "tuesday tue tues",
        "wednesday wed",
        "thursday thu thur thurs",
        "friday fri",
        "saturday sat",
        "sunday sun",
    ],
    [
        "montag mo",
        "dienstag di",
        "mittwoch mi",
        "donnerstag do",
        "freitag fr",
        "samstag sonnabend sa",
        "sonntag so",
    ],
    ["lundi lun", "mardi mar", "mercredi mer", "jeudi jeu", "vendredi ven", "samedi sam", "dimanche dim"],
    [
        "lunes lun",
        "martes mar",
        "miércoles mié",
        "jueves jue",
        "viernes vie",
        "sábado sáb sab",
        "domingo dom",
    ],
    ["segunda-feira segunda seg", "terça ter", "quarta qua", "quinta qui", "sexta sex", "sábado", "domingo"],
    ["dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge"],
    ["lunedì", "martedì", "mercoledì", "giovedì gio", "venerdì", "sabato", "domenica"],
    [
        "maandag ma",
        "dinsdag",
        "woensdag wo woe",
        "donderdag",
        "vrijdag vr vrij",
        "zaterdag za zat",
        "zondag zo zon",
    ],
    [
        "poniedziałek pon pn",
        "wtorek wt",
        "środa środę śr",
        "czwartek czw",
        "piątek pt pią",
        "sobota sobotę sob",
        "niedziela niedzielę niedz nd",
    ],
    [
        "pondělí po",
        "úterý út",
        "středa středu st",
        "čtvrtek čt",
        "pátek pá",
        "sobota sobotu so",
        "neděle neděli ne",
    ],
    ["pondelok", "utorok", "streda stredu", "štvrtok", "piatok", "sobota", "nedeľa nedeľu"],
    [
        "понедельник пн",
        "вторник вт",
        "среда среду ср",
        "четверг чт",
        "пятница пятницу пт",
        "суббота субботу сб",
        "воскресенье вс",
    ],
    [
        "понеділок",
        "вівторок",
        "середа середу",
        "четвер",
        "пʼятниця пятниця",
        "субота суботу",
        "неділя неділю нд",
    ],
    ["понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя"],
    [
        "ponedjeljak ponedeljak ponedeljek",
        "utorak torek",
        "srijeda sreda sri",
        "četvrtak četrtek čet",
        "petak petek pet",
        "subota",
        "nedjelja nedelja ned",
    ],
    ["понедељак", "уторак", "среда", "четвртак", "петак", "субота", "недеља"],
    ["pazartesi pzt", "salı sal", "çarşamba çar", "perşembe per", "cuma cum", "cumartesi cmt", "pazar paz"],
    [
        "måndag mån mandag man",
        "tisdag tis tirsdag tirs",
        "onsdag ons",
        "torsdag tor tors",
        "fredag fre",
        "lördag lör lørdag lør",
        "söndag sön søndag søn",
    ],
    [
        "maanantai maanantaina ma",
        "tiistai tiistaina ti",
        "keskiviikko keskiviikkona ke",
        "torstai torstaina to",
        "perjantai perjantaina pe",
        "lauantai lauantaina la",
        "sunnuntai sunnuntaina su",
    ],
    ["esmaspäev", "teisipäev", "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev"],
    [
        "δευτέρα δευ δε",
        "τρίτη τρι",
        "τετάρτη τετ",
        "πέμπτη πεμ",
        "παρασκευή παρ",
        "σάββατο σαβ",
        "κυριακή κυρ",
    ],
    ["luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"],
    ["hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap"],
    [
        "pirmadienis",
        "antradienis",
        "trečiadienis",
        "ketvirtadienis",
        "penktadienis",
        "šeštadienis",
        "sekmadienis",
    ],
    ["pirmdiena", "otrdiena", "trešdiena", "ceturtdiena", "piektdiena", "sestdiena", "svētdiena"],
    ["senin isnin", "selasa", "rabu", "kamis khamis", "jumat jumaat", "sabtu", "minggu ahad"],
    ["thứ_hai", "thứ_ba", "thứ_tư", "thứ_năm", "thứ_sáu", "thứ_bảy", "chủ_nhật"],
    [
        "יום_שני שני",
        "יום_שלישי שלישי",
        "יום_רביעי רביעי",
        "יום_חמישי חמישי",
        "יום_שישי שישי",
        "יום_שבת שבת",
        "יום_ראשון ראשון",
    ],
    ["الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    ["دوشنبه", "سه_شنبه سهشنبه", "چهارشنبه", "پنجشنبه پنج_شنبه", "جمعه", "شنبه", "یکشنبه یک_شنبه"],
    ["सोमवार सोम", "मंगलवार मंगल", "बुधवार बुध", "गुरुवार गुरु", "शुक्रवार शुक्र", "शनिवार शनि", "रविवार रवि"],
    [
        "จันทร์ วันจันทร์",
        "อังคาร วันอังคาร",
        "พุธ วันพุธ",
        "พฤหัสบดี วันพฤหัสบดี",
        "ศุกร์ วันศุกร์",
        "เสาร์ วันเสาร์",
        "อาทิตย์ วันอาทิตย์",
    ],
    [
        "月曜日 月曜 星期一 周一 週一",
        "火曜日 火曜 星期二 周二 週二",
        "水曜日 水曜 星期三 周三 週三",
        "木曜日 木曜 星期四 周四 週四",
        "金曜日 金曜 星期五 周五 週五",
        "土曜日 土曜 星期六 周六 週六 土",
        "日曜日 日曜 星期日 星期天 周日 週日",
    ],
    ["월요일 월", "화요일 화", "수요일 수", "목요일 목", "금요일 금", "토요일 토", "일요일"],
    ["月", "火", "水", "木", "金", "土", "日 일"],
];

/// Names of units.
static UNITS: &[(Unit, &str)] = &[
    (
        Unit::Second,
        "second seconds sec secs sekunde sekunden sek seconde secondes segundo segundos secondo secondi seconden sekunda sekundy sekund sekundę sekundami sekúnd sekundi секунда секунды секунд секунду сек секунди saniye sn sekunder sekunnin sekuntia δευτερόλεπτα δευτερόλεπτο secunde secundă másodperce másodperccel sekundes sekundžių sekundēm detik saat giây שניות שנייה ثانية ثوان ثواني ثانیه सेकंड सेकेंड 秒 秒钟 秒鐘 초 วินาที",
    ),
    (
        Unit::Minute,
        "minute minutes min mins minuten minuto minutos minuti minuut minuut minuten minuta minuty minut minutę minutami minutou minút минута минуты минут минуту мин хв хвилин хвилини хвилину хвилина минути dakika dk minuter minutt minutter minuuttia minuutin λεπτά λεπτό perce perccel minutes minučių minutėms menit minit phút דקות דקה دقيقة دقائق دقیقه मिनट 分 分钟 分鐘 분 นาที",
    ),
    (
        Unit::Hour,
        "hour hours hr hrs stunde stunden std heure heures hora horas ora ore uur uren godzina godziny godzin godzinę godz hodina hodiny hodin hodinou hodinami hodín час часа часов год годин години годину година часове saat sa timme timmar tim time timer tuntia tunti tunnin ώρα ώρες oră órája órával óra valandas valandų val stundas stundām jam giờ tiếng שעות שעה ساعة ساعات ساعت घंटे घंटा घंटों 小时 小時 時間 시간 ชั่วโมง sati sata sat sata сати ure ur",
    ),
    (
        Unit::Day,
        "day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen dni dzień dzien den dny dnem deň dňami dnem день дня дней днів дні дена дни ден gün dagar dage dager dygn päivää päivä päivän ημέρα ημέρες μέρες μέρα zi zile napja nappal nap dieną dienas dienų dienām hari ngày ימים יום أيام يوم يومًا روز दिन 日 天 일 วัน วันที่ dana dan dneva dnevi дана",
    ),
    (
        Unit::Week,
        "week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken tydzień tygodnie tygodni tydz týden týdny týdnů týždeň týždne týždňov неделя недели недель неделю тиждень тижні тижнів седмица седмици hafta vecka veckor uke uker uge uger viikko viikkoa viikon εβδομάδα εβδομάδες săptămână săptămâni hete héttel hét savaitę savaites savaičių nedēļas nedēļām minggu tuần שבועות שבוע أسبوع أسابيع هفته हफ़्ते हफ्ता सप्ताह 周 週 週間 星期 주 주일 สัปดาห์ อาทิตย์ tjedna tjedana tjedan nedelja nedelje недеља",
    ),
    (
        Unit::Month,
        "month months monat monate monaten mois mes meses mês mese mesi maand maanden miesiąc miesiące miesięcy mies měsíc měsíce měsíců měsícem mesiac mesiace mesiacov mesiacmi месяц месяца месяцев мес місяць місяці місяців месец месеца ay månad månader måned måneder kuukausi kuukautta kuukauden μήνας μήνα μήνες lună luni hónapja hónappal hónap mėnesį mėnesius mėnesių mėn mēneša mēnešiem bulan tháng חודשים חודש أشهر شهر شهور ماه महीने महीना माह 个月 個月 か月 ヶ月 カ月 ヵ月 ケ月 개월 달 เดือน mjesec mjeseca mjeseci meseca meseci",
    ),
    (
        Unit::Year,
        "year years yr yrs jahr jahre jahren an ans année années año años ano anos anno anni jaar jaren rok lata lat roku let rokem lety rokov rokmi roky год года лет рік роки років година години yıl år vuosi vuotta vuoden χρόνο χρόνια έτη έτος ani an éve évvel év metus metų gada gadiem tahun năm שנים שנה سنة سنوات عام أعوام سال साल वर्ष 年 년 ปี godinu godine godina лет",
    ),
];

/// Clipped units written right after the number.
static SHORTS: &[(Unit, &str)] = &[
    (Unit::Second, "s sec secs с"),
    (Unit::Minute, "m min mins мин хв"),
    (Unit::Hour, "h hr hrs std ч"),
    (Unit::Day, "d j д г dn"),
    (Unit::Week, "w wk wks sem"),
    (Unit::Month, "mo mos mth mths"),
    (Unit::Year, "y yr yrs"),
];

/// Everything else.
static WORDS: &[(Sense, &str)] = &[
    (Twofold { south: 10, north: 11 }, "listopad listopada lis"),
    (Twofold { south: 6, north: 7 }, "lip"),
    (Twofold { south: 7, north: 8 }, "srp"),
    (
        Pm(false),
        "am vorm vormittags 午前 上午 凌晨 早上 早晨 오전 πμ ص صباحا صباحًا قظ صبح sáng पूर्वाह्न öö пр sa fm délelőtt rano утра ранку",
    ),
    (
        Pm(true),
        "pm nachm nachmittags abends 午後 下午 晚上 中午 오후 μμ م مساء مساءً بظ عصر chiều tối अपराह्न ös em délután wieczorem вечера вечора",
    ),
    (
        Number(1),
        "a an one ein eine einem einer einen un une uno una um uma een en ett et jeden jedną один одну одна egy bir ένα έναν μία μια viena vieną o một אחד אחת एक เดียว 一 한 yhden jedna jednu jedním o",
    ),
    (
        Number(2),
        "two zwei deux dos dois duas due twee dwa dwie dva dvě dvoma два две дві iki två to kaksi kahden δύο două két du divi dua hai שני שתי दो 两 兩 二 두",
    ),
    (
        Number(3),
        "three drei trois tres três tre drie trzy tři tri три üç kolme τρεις τρία trei három trys ba שלושה שלוש तीन 三 세",
    ),
    (
        Number(4),
        "four vier quatre cuatro quatro quattro cztery čtyři štyri четыре чотири dört fyra fire neljä",
    ),
    (Number(5), "five fünf cinq cinco cinque vijf pięć pět päť пять beş fem viisi"),
    (Number(6), "six sechs seis sei zes sześć šest шесть altı sex seks kuusi"),
    (Count(1, Unit::Year), "rok rokem год рік سنة عام שנה godinu yıl سال"),
    (Count(1, Unit::Month), "miesiąc měsícem месяц місяць شهر חודש mjesec"),
    (Count(1, Unit::Week), "tydzień týdnem týždňom неделю тиждень أسبوع שבוע tjedan nedelju"),
    (Count(1, Unit::Day), "dzień день يوم יום dnem dan"),
    (Count(1, Unit::Hour), "godzinę hodinou час годину ساعة שעה sat"),
    (Count(1, Unit::Minute), "minutę minutou минуту хвилину دقيقة דקה minutu"),
    (Count(2, Unit::Year), "سنتين عامين שנתיים"),
    (Count(2, Unit::Month), "شهرين חודשיים"),
    (Count(2, Unit::Week), "أسبوعين שבועיים"),
    (Count(2, Unit::Day), "يومين יומיים"),
    (Count(2, Unit::Hour), "ساعتين שעתיים"),
    (Count(2, Unit::Minute), "دقيقتين"),
    (
        Ago,
        "ago her fa temu назад тому önce sitten sedan siden geleden atrás lalu yang_lalu trước पहले 前 以前 之前 전 ที่แล้ว แล้ว ที่ผ่านมา ก่อน ezelőtt پیش قبل πριν преди nazad",
    ),
    (
        Before,
        "vor il_y_a hace há fa_circa před pred prije pre пре преди prieš pirms acum في_منذ منذ قبل לפני cách_đây πριν πριν_από за_последние for för пред",
    ),
    (
        Day(0),
        "today heute aujourd_hui hoy hoje oggi vandaag dzisiaj dziś dnes сегодня сьогодні днес danas данас danes bugün idag i_dag tänään σήμερα azi astăzi ma šiandien šodien hari_ini hôm_nay היום اليوم امروز आज 今日 今天 오늘 วันนี้ avui",
    ),
    (
        Day(-1),
        "yesterday gestern hier ayer ontem ieri gisteren wczoraj včera вчера вчора jučer juče јуче včeraj dün igår i_går eilen χθες χτες ieri tegnap vakar kemarin semalam hôm_qua אתמול أمس امس دیروز بीता_कल 昨日 昨天 어제 เมื่อวาน เมื่อวานนี้ ahir",
    ),
    (
        Day(-2),
        "vorgestern avant_hier anteayer antes_de_ayer anteontem altro_ieri l_altro_ieri eergisteren przedwczoraj předevčírem predvčerom позавчера позавчора förrgår i_förrgår i_forgårs toissapäivänä προχθές tegnapelőtt שלשום پریروز 前天 一昨日 그저께",
    ),
    (
        Now,
        "just_now right_now a_moment_ago moments_ago gerade_eben soeben à_l_instant a_l_instant agora_mesmo justo_ahora ahora_mismo proprio_ora adesso zojuist przed_chwilą właśnie_teraz právě_teď только_что щойно şimdi az_önce just_nu akkurat_nå lige_nu juuri_nyt μόλις_τώρα chiar_acum épp_most baru_saja vừa_xong الآن עכשיו همین_الان अभी 刚刚 剛剛 たった今 방금 เมื่อสักครู่",
    ),
    (
        Link,
        "at on of de del do da di d um uhr_am à a as às las los alle ore ora op om o w we godz klo klockan kl saat tarihinde в о у об u v ve ob г на of og och ja pukul jam lúc vào בשעה ב الساعة في ساعت در στις στη στην τις ώρα la plkst val kell la_ora и and und et y e i à_las time time 时间 時間 的 在 于 於 เวลา को बजे klokken clock o från az a_las e_às the de_l vid ur от від dne dňa dnia",
    ),
    (Article, "le am den el the il ngày dia día dne dňa dnia วันที่ วัน der on_the em no"),
    (
        Filler,
        "about almost over around ca circa etwa ungefähr rund fast über knapp environ plus_de près_de unos casi cerca_de quase ok około ponad asi okolo около примерно більше близько yaklaşık omkring cirka ungefär noin περίπου aproximativ körülbelül apie apmēram sekitar khoảng بحوالي نحو حوالي حدود कुछ लगभग 約 大约 大約 约 약 ประมาณ mehr_als more_than less_than weniger_als bijna più_di quasi más_de",
    ),
    (
        Clock,
        "uhr h hs hrs uur ч час год klo klockan kl klokken ore ora ώρα val plkst hod h_min giờ 時 时 點 点 点钟 點鐘 시 น นาฬิกา נ horas heures heure o_clock clock ч_мин časova sati",
    ),
    (MinuteMark, "min m мин хв phút 分 분 นาที minutos"),
    (SecondMark, "s sec сек giây 秒 초"),
    (
        YearMark,
        "г год года году року р рік г_в m metų gada 年 년 năm พ.ศ. ค.ศ. ปี r roku y god godine године سنة عام سال م هـ ه év yılı",
    ),
    (MonthMark, "月 월 mėn"),
    (MonthPrefix, "tháng th"),
    (DayMark, "日 일 号 號 d dieną diena n né"),
    (Ordinal, "st nd rd th er ro do to ste de e ère eme ème a o е го й ого"),
    (Zone(0), "utc gmt z wet ut"),
    (Zone(3600), "cet mez bst west wat"),
    (Zone(7200), "cest mesz eet sast cat"),
    (Zone(10800), "msk мск eest trt eat"),
    (Zone(12600), "irst"),
    (Zone(14400), "gst"),
    (Zone(18000), "pkt"),
    (Zone(19800), "ist"),
    (Zone(25200), "wib ict"),
    (Zone(28800), "sgt hkt wita awst pht myt"),
    (Zone(32400), "jst kst wit"),
    (Zone(34200), "acst"),
    (Zone(36000), "aest"),
    (Zone(37800), "acdt"),
    (Zone(39600), "aedt"),
    (Zone(43200), "nzst"),
    (Zone(46800), "nzdt"),
    (Zone(-10800), "adt brt art"),
    (Zone(-14400), "edt ast"),
    (Zone(-18000), "est cdt"),
    (Zone(-21600), "cst mdt"),
    (Zone(-25200), "mst pdt"),
    (Zone(-28800), "pst akdt"),
    (Zone(-32400), "akst"),
    (Zone(-36000), "hst"),
    (VagueZone, "et ct pt mt local_time ortszeit"),
    (T, "t"),
    (
        Label,
        "published reviewed publiziert posted on updated last modified edited written created added date since publish post submitted from first original originally commented said wrote says replied answered reply joined veröffentlicht erstellt aktualisiert stand geschrieben datum zuletzt geändert vom bearbeitet schrieb sagt sagte seit um publié publiée mis mise jour à modifié modifiée écrit posté dit a_écrit dernière rédigé publicado publicada actualizado actualizada fecha dice dijo atualizado atualizada em disse pubblicato pubblicata aggiornato aggiornata ha_scritto scrive data geplaatst gepubliceerd bijgewerkt laatst door zegt schreef opublikowano opublikowany dodano aktualizacja utworzono pisze zveřejněno vydáno publikované aktualizováno aktualizované napsal опубликовано опубліковано обновлено оновлено дата добавлено додано пишет publicerad publicerades uppdaterad skrev säger publisert oppdatert sier udgivet opdateret offentliggjort siger julkaistu päivitetty kirjoitti yayınlanma yayınlandı güncelleme güncellendi tarihi tarih giriş δημοσιεύτηκε δημοσίευση ενημέρωση ημερομηνία publicat actualizat megjelent frissítve közzétéve публикувано публикувана обновена objavljeno ažurirano објављено publikuota atnaujinta paskelbta publicēts publicēta atjaunots diterbitkan dipublikasikan diperbarui tayang kemaskini đăng cập nhật פורסם פורסמה עודכן עודכנה בתאריך تاريخ نشر نُشر تم تحديث بتاريخ آخر انتشار تاریخ بروزرسانی प्रकाशित अपडेट दिनांक เผยแพร่ อัปเดต โพสต์ วันที่ 公開 公開日 更新 更新日 掲載 掲載日 投稿 投稿日 投稿日時 発表 发布 发布时间 发布于 发表于 发表 發布 發表 更新时间 更新時間 日期 时间 입력 수정 등록 등록일 작성일 작성 기사입력 최종수정 승인",
    ),
];

/// Words that together have a meaning of their own, and what they mean.
type Phrase = (Vec<String>, Vec<Sense>);

pub(super) struct Dictionary {
    /// The words, and whether a phrase begins with each.
    words: FxHashMap<Cow<'static, str>, (Vec<Sense>, bool)>,
    /// The words, alone or of a phrase, without which there is no date in a text without digits.
    telling: FxHashSet<Box<[u8]>>,
    /// By the first letter of those words, a bit for each length and one for each last letter.
    telling_shapes: [(u32, u32); 26],
    /// By first character, how many the longest word has that begins with it.
    longest: FxHashMap<char, usize>,
    /// Phrases by their first word, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
}

/// For so many words there is room from the start.
const ROOM: usize = 2048;

pub(super) static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut entries: FxHashMap<Cow<str>, Vec<Sense>> = FxHashMap::default();
    entries.reserve(ROOM);
    let mut add = |sense: Sense, list: &'static str| {
        for word in list.split_whitespace() {
            let plain = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
            let folded = if plain {
                Cow::Borrowed(word)
            } else {
                word.chars().filter(|c| !invisible(*c)).map(fold).collect()
            };
            let senses = entries.entry(folded).or_default();
            if !senses.contains(&sense) {
                senses.push(sense);
            }
        }
    };
    for row in MONTHS {
        for (list, month) in row.iter().zip(1..) {
            add(Sense::Month(month), list);
        }
    }
    for (list, month) in JALALI.iter().zip(1..) {
        add(Sense::Jalali(month), list);
    }
    for row in WEEKDAYS {
        for (list, day) in row.iter().zip(1..) {
            add(Sense::Weekday(day), list);
        }
    }
    for (unit, list) in UNITS {
        add(Sense::Unit(*unit), list);
    }
    for (unit, list) in SHORTS {
        add(Short(*unit), list);
    }
    for (sense, list) in WORDS {
        add(*sense, list);
    }
    let mut dictionary = Dictionary {
        words: FxHashMap::default(),
        telling: FxHashSet::default(),
        telling_shapes: [(0, 0); 26],
        longest: FxHashMap::default(),
        phrases: FxHashMap::default(),
    };
    dictionary.words.reserve(entries.len());
    for (word, senses) in entries {
        if senses.iter().any(|sense| matches!(sense, Ago | Before | Day(_) | Now)) {
            // Of a phrase its longest word will do.
            let longest = word.split('_').max_by_key(|part| part.len()).unwrap_or_default().as_bytes();
            if let (Some(first), Some(last)) = (longest.first(), longest.last())
                && let Some(shapes) = dictionary.telling_shapes.get_mut(letter(*first))
            {
                shapes.0 |= 1 << longest.len().min(31);
                shapes.1 |= 1 << letter(*last).min(31);
            }
            dictionary.telling.insert(longest.into());
        }
        if word.contains('_') {
            let parts: Vec<String> = word.split('_').map(str::to_owned).collect();
            if let Some(first) = parts.first() {
                dictionary.phrases.entry(first.clone()).or_default().push((parts, senses));
            }
        } else {
            if let Some(first) = word.chars().next() {
                let longest = dictionary.longest.entry(first).or_default();
                *longest = word.chars().count().max(*longest);
            }
            dictionary.words.insert(word, (senses, false));
        }
    }
    for first in dictionary.phrases.keys() {
        dictionary.words.entry(Cow::Owned(first.clone())).or_default().1 = true;
    }
    for list in dictionary.phrases.values_mut() {
        list.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    }
    dictionary
});

/// The longest word that [`tells_day`] is asked of: longer than any that it knows.
pub(super) const LONGEST_TELLING: usize = 24;

/// The number of a letter.
fn letter(byte: u8) -> usize {
    usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'))
}

/// Whether [`tells_day`] may know a word of that length that begins and ends with those letters.
pub(super) fn may_tell_day(first: u8, last: u8, length: usize) -> bool {
    DICTIONARY.telling_shapes.get(letter(first)).is_some_and(|(lengths, lasts)| {
        lengths & 1 << length.min(31) != 0 && lasts & 1 << letter(last).min(31) != 0
    })
}

/// Whether a folded word can make a text without digits a date: "ago", "yesterday", "just" (now).
pub(super) fn tells_day(word: &[u8]) -> bool {
    DICTIONARY.telling.contains(word)
}

/// Everything a folded word may mean.
pub(super) fn senses(word: &str) -> &'static [Sense] {
    self::word(word).0
}

/// Everything a folded word may mean, and whether some phrase begins with it.
pub(super) fn word(word: &str) -> (&'static [Sense], bool) {
    DICTIONARY.words.get(word).map_or((&[], false), |(senses, begins)| (senses.as_slice(), *begins))
}

/// The longest dictionary word the text starts with, in characters, and its meanings.
pub(super) fn dense_prefix(mut text: impl Iterator<Item = char>) -> (usize, &'static [Sense]) {
    let first = text.next().map(fold);
    let Some((first, &longest)) = first.and_then(|first| Some((first, DICTIONARY.longest.get(&first)?)))
    else {
        return (1, &[]);
    };
    let mut folded = String::from(first);
    folded.extend(text.take(longest.min(LONGEST_DENSE) - 1).map(fold));
    let mut ends: Vec<usize> = folded.char_indices().map(|(b, c)| b + c.len_utf8()).collect();
    while let Some(end) = ends.pop() {
        let word = folded.get(..end).map_or(&[][..], senses);
        if !word.is_empty() {
            return (ends.len() + 1, word);
        }
    }
    (1, &[])
}

/// The longest phrase the folded words start with, in words, and its meanings.
pub(super) fn phrase(words: &[&str]) -> Option<(usize, &'static [Sense])> {
    let list = DICTIONARY.phrases.get(*words.first()?)?;
    list.iter()
        .find(|(parts, _)| parts.len() <= words.len() && parts.iter().zip(words).all(|(a, b)| a == b))
        .map(|(parts, senses)| (parts.len(), senses.as_slice()))
}
