# ruff: noqa: E501 (the tables of words read best in long lines)
"""The words and phrases of coaches, each with its kind and value: the dictionary that ``tokens`` looks up.

Kinds name what the grammar does with a word (``effort``, ``unit``, ``implement``, ``times`` …). Phrases are written
with single spaces; a hyphen in the coach's text counts as a space ("warm-up", "all-out"). A longer phrase wins over a
shorter one, which is how "race pace" never becomes a race and "up-tempo" never a tempo.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from workouts.exercises import COUNTED_ONLY, EXERCISES, STRENGTH_WORDS
from workouts.workout import Effort


class Phrases:
    """A node in the tree of known phrases: what it means to stop here, and the words that may follow."""

    __slots__ = ("kind", "then", "value")

    def __init__(self) -> None:
        self.kind: Any = None
        self.value: Any = None
        self.then: dict[str, Phrases] = {}


class Several(tuple[str, float, str]):
    """A unit in the plural: "miles", of which nobody knows how many unless a number stands before it."""

    __slots__ = ()


# Units: (dimension, factor to metres, seconds or kilograms, name).
_UNITS: Final = {
    ("distance", 1000.0, "km"): "km|kms|kilometer|kilometers|kilometre|kilometres|км|километр|километра|километров",
    ("distance", 1000.0, "k"): "k|ks|к",
    ("distance", 1609.344, "mi"): "mi|mile|miles|mls|miler|миля|мили|миль",
    ("distance", 1.0, "metre"): "meter|meters|metre|metres|mtr|mtrs|м|метр|метра|метров",
    ("distance", 1.0, "m"): "m",
    ("distance", 0.9144, "yd"): "yd|yds|yard|yards",
    ("time", 3600.0, "h"): "h|hr|hrs|hour|hours|ч|час|часа|часов",
    ("time", 60.0, "min"): "min|mins|minute|minutes|мин|минута|минуты|минут|минуту",
    ("time", 1.0, "s"): "'s|s|sec|secs|second|seconds|сек|секунд|секунды|секунда",
    ("mass", 1.0, "kg"): "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes|кг|килограмм|килограмма|килограммов",
    ("mass", 0.45359237, "lb"): "lb|lbs|pound|pounds|фунт|фунтов|фунта",
    ("mass", 0.001, "g"): "g|gr|gram|grams|гр|грамм",
}  # fmt: skip

_PLURALS: Final = frozenset({
    "kms", "kilometers", "kilometres", "километра", "километров", "miles", "mls", "miler", "мили", "миль", "hrs", "hours", "часа",
    "часов", "mins", "minutes", "минуты", "минут",
})  # fmt: skip

# Efforts: (lowest, highest, what the word can do). "noun": a session by itself ("tempo"); "pace": takes an offset
# ("MP-10"); "word" and "limit": only say how hard.
_EFFORTS: Final = {
    ("very_easy", "very_easy", "noun"): (
        "very easy|extremely easy|super easy|really easy|very very easy|recovery pace|recovery effort|recovery run|recovery jog|"
        "regen run|очень легко|очень легкий|восстановительный|восстановительный бег|восстановительная"
    ),
    ("very_easy", "easy", "word"): "slow|slowly|медленно|медленный",
    ("easy", "easy", "noun"): (
        "easy|ez|all easy|easy throughout|easy all the way|pretty easy|fairly easy|nice and easy|easy pace|easy effort|easy run|easy day|conversation pace|conversational|conversational pace|"
        "comfortable pace|comfortably|gentle|gently|shakeout|shake out|shakeout run|легко|легкий бег|легкий кросс"
    ),
    ("steady", "steady", "noun"): (
        "steady|steady state|moderate|moderately|medium|mod|medium effort|moderate effort|steady effort|steady pace|"
        "moderate pace|равномерно"
    ),
    # The first of the two thresholds: where easy running ends.
    ("steady", "marathon", "word"): "lt1|vt1|aerobic threshold",
    ("marathon", "marathon", "pace"): (
        "mp|gmp|mrp|marathon pace|marathon effort|goal marathon pace|marathon race pace|marathon|"
        "темп марафона|марафонский темп|в марафонском темпе|марафонском темпе|в темпе марафона|темпе марафона"
    ),
    ("threshold", "threshold", "pace"): (
        "hm|hmp|hmrp|hmgp|half marathon|half marathon pace|half marathon effort|half marathon race pace|hm pace|"
        "hm effort|темп полумарафона|в полумарафонском темпе|полумарафонском темпе|в темпе полумарафона|темпе полумарафона"
    ),
    ("threshold", "threshold", "noun"): (
        "tempo|tempo run|tempo pace|tempo effort|tempo runs|threshold|threshold pace|threshold effort|threshold run|"
        "threshold tempo|threshold tempo run|lt2|vt2|lt|lt pace|lt effort|lactate threshold|anaerobic threshold|anaerobic threshold run|"
        "anaerobic threshold runs|threshold runs|"
        "comfortably hard|cruise intervals|cruise interval|cruise reps|темповый|темповый бег|темповая|пано|на пано|на уровне пано|порог|на пороге|пороговый|пороговый бег|на уровне порога"
    ),
    # Tempo and pace at once: see efforts.
    ("threshold", "threshold", "tempo"): "темп|темпе",
    ("threshold", "threshold", "tempo_of"): "в темпе",
    ("threshold", "threshold", "pace_of"): "в темпе забега на|темп забега на",
    ("10k", "10k", "pace"): "cv|cv pace|critical velocity",
    ("5k", "5k", "word"): "vo2|vo2max|vo2 max|vo max|v02|v02max|v02 max|vvo2|vvo2max|vvo2 max",
    ("threshold", "mile", "word"): "hard|hard effort|тяжело|интенсивно",
    ("10k", "mile", "word"): "fast|fast effort|fast pace|quick|quickly|быстро",
    ("5k", "maximal", "word"): "very hard|very fast|super fast|очень быстро",
    ("maximal", "maximal", "word"): (
        "all out|allout|flat out|max effort|maximum effort|maximal|maximal effort|max speed|top speed|full gas|"
        "full speed|full power|all out effort|максимум|на максимум|максимально|изо всех сил|в полную силу"
    ),
    # Behind a long time it bounds it.
    ("maximal", "maximal", "limit"): "max",
    ("maximal", "maximal", "sprint"): (
        "flying|flying sprint|flying sprints|sprint|sprints|sprinting|all out sprint|all out sprints|max sprints|flat out sprint|спринт|спринты|спринтов|"
        "спринта"
    ),
}  # fmt: skip

# Training zones of five; the names of efforts differ from club to club, their order does not.
ZONES: Final = {
    1: ("very_easy", "easy"),
    2: ("easy", "easy"),
    3: ("steady", "marathon"),
    4: ("threshold", "10k"),
    5: ("5k", "mile"),
}

# What some words that no step can hold make of the amount beside them. With a space, no word of a text is the same.
OWNER: Final = "an owner"
STATEMENT: Final = "a statement"
PLACE: Final = "a place"

# With these words a part is done once, first or last.
AT_AN_END: Final = frozenset({"start", "end"})

# The letters of Jack Daniels' training paces, written as capitals ("Daniels' Running Formula": easy, threshold,
# interval, repetition; M stands apart, for it is miles and metres first).
DANIELS: Final = {
    "e": Effort.exactly("easy"),
    "t": Effort.exactly("threshold"),
    "i": Effort.exactly("5k"),
    "r": Effort.exactly("mile"),
}

MARATHON: Final = Effort.exactly("marathon")

# Distances whose race pace is an effort, in metres; between two of them the effort is a range.
RACE_EFFORTS: Final = (
    (800.0, "mile", "maximal"),
    (1500.0, "mile", "mile"),
    (1609.344, "mile", "mile"),
    (3000.0, "5k", "mile"),
    (3218.688, "5k", "mile"),
    (5000.0, "5k", "5k"),
    (8000.0, "10k", "5k"),
    (10000.0, "10k", "10k"),
    (15000.0, "threshold", "10k"),
    (16093.44, "threshold", "10k"),
    (21097.5, "threshold", "threshold"),
    (42195.0, "marathon", "marathon"),
)

_IMPLEMENTS: Final = {
    "ankle_weights": (
        "ankle weight|ankle weights|ankleweights|weighted ankles|leg weights|leg weight|weights on the ankles|"
        "weights on ankles|weights on your ankles"
    ),
    "wrist_weights": (
        "wrist weight|wrist weights|weights on wrists|weights on the wrists|arm weights|утяжелители на руки|"
        "утяжелители на руках|утяжелителями на руки|утяжелителями на руках"
    ),
    "hand_weights": (
        "hand weight|hand weights|handweights|weights in hands|weights in each hand|weights in the hands|"
        "weights in your hands|weight in each hand|груз в руках|грузом в руках"
    ),
    "dumbbells": "dumbbell|dumbbells|dumb bells|dumb bell|dumbell|dumbells|db|dbs",
    "vest": "vest|vests|weight vest|weighted vest|weights vest|weightvest|weight vests|утяжеленный жилет",
    "belt": "belt|weight belt|weighted belt|пояс с грузом|поясом с грузом|поясе с грузом|утяжеленный пояс",
    "backpack": (
        "backpack|backpacks|back pack|pack|rucksack|rucksacks|race pack|race backpack|loaded pack|weighted pack|"
        "weighted backpack|ruck sack|trail pack"
    ),
    "barbell": "barbell|barbells|olympic bar",
    "kettlebell": "kettlebell|kettlebells|kettle bell|kettle bells|kb|kbs",
    "plate": "plate|plates|weight plate|weight plates|блин|блином",
    "sandbag": "sandbag carry|sandbag carries|sandbag|sandbags|sand bag|sand bags|мешок с песком|мешком с песком",
    "medicine_ball": "medicine ball|medicine balls|med ball|med balls|medball|medballs|набивной мяч|набивным мячом",
    "parachute": "parachute|parachutes|chute|chutes|running chute|sprint parachute|speed chute",
    "tyre": "tyre|tyres|tire|tires|tyre pull|tyre pulls|tyre drag|tyre drags|tire pull|tire pulls|tire drag|tire drags",
    "sled": "sled|sleds|sledge|weighted sled|sled drag|sled drags|sled pull|sled pulls|sled push|sled pushes|sled sprint|sled sprints|weight drag|weighted drag|drag|prowler|сани|санями",
    "harness": "harness|harnesses|упряжь|упряжью",
    "bungee": "bungee|bungees|bungee cord|жгут|жгутом",
    "band": (
        "band|bands|resistance band|resistance bands|mini band|minibands|miniband|elastic band|elastic bands|"
        "exercise band|rubber band|loop band|band resisted|резина|резины|резине|резину|резиной"
    ),
    "weights": "weights|weight|added weight|extra weight|added weights|груз|грузом|весом|отягощением",
}  # fmt: skip

_WORDS: Final[tuple[tuple[str, Any, str], ...]] = (
    ("times", None, "x|х|times|раз|раза|by"),
    ("sets", None, "sets|set|sets of|серии|серий|серия|подхода|подходов|подход"),
    ("sets", "one", "set of"),
    ("sets", "rounds", "rounds|round|rounds of|circuits of|circuits|кругов|круга|раунда|раундов"),
    ("repeat", None, "repeat|repeated|repeating|repeat pattern|repeat the pattern|repeat this|repeat the following|do the following|do this|do it|do that|"
        "and repeat|then repeat|repeat all|repeat all of this|repeat both|повторить|повторять"),
    ("filler", "repeats", "repeats|повторов"),
    ("filler", "reps", "reps|rep|repetitions|repetition|efforts|intervals|interval|повторений|повторения|интервалы|интервалов|отрезки|отрезков"),
    ("jog", None, "jog|jogs|jogging|j|jg|easy jog|light jog|трусцой|трусца|трусцы|jog run"),
    ("walk", None, "walk|walks|walking|hike|hiking|power hike|power hiking|ходьба|ходьбы|пешком|шагом|прогулка"),
    ("run", None, "run|runs|running|бег|бега|бегом|пробежка|пробежки|кросс"),
    ("run_noun", "long", "long run|lr|long runs|medium long run|mlr|long slow run|easy long run|длительный бег|длительная|длительный"),
    ("run_noun", "alternations", "alternations|alternation"),
    ("run_noun", ("run", "walk"), "run/walk|running/walking"),
    ("run_noun", ("jog", "walk"), "jog/walk|jogging/walking"),
    ("run_noun", ("walk", "run"), "walk/run|walking/running"),
    ("run_noun", ("walk", "jog"), "walk/jog|walking/jogging"),
    ("run_noun", None, "run/jog|aerobic run|aerobic running|progression run|progressive run|progression|progress run|trail run|base run"),
    ("fartlek", None, "fartlek|farklek|фартлек"),
    ("strides", None, "stride|strides|striding|striders|strideouts|stride outs|stride through|stride throughs|accelerations|acceleration runs|acceleration run|acceleration|pickups|pick ups|build ups|buildups"),
    ("recovery", "rest", "recover|recovering|recovery|recoveries|rec|recs|recov|rcvry|rcv|отдыха|восстановление|восстановления"),
    ("rest", "rest", "rest|rests|standing rest|standing recovery|static rest|static recovery|passive rest|passive recovery|"
        "stationary rest|ri|rest interval|rest intervals|pause|pauses|отдых|отдыхом|отд|пауза|паузы|паузой"),
    # Behind the time of a rest: "90 s standing".
    ("standing", None, "standing|standing still"),
    # A letter or a word for it with a sign of equality: what follows is how long.
    ("pause_sign", None, "r=|ri=|p=|rec=|rest=|pause=|recovery=|r:|ri:|p:|r|p"),
    ("rest_day", None, "rest day|day off|off day|complete rest day|full rest day|выходной|день отдыха|отдыхаем"),
    # A rest that nobody measures.
    ("recovery", "full", "full recovery|full recoveries|full rec|full recov|complete recovery|full rest|complete rest|полный отдых|полное восстановление"),
    # As long, or as far, as the repetition before it.
    ("equal", None, "equal|равный|равное"),
    ("equal", "distance", "equal distance|same distance|the same distance"),
    ("equal", "time", "equal time|equal duration|same time|same duration|the same time"),
    ("off", None, "off"),
    ("float", None, "float|floats|floating|активный отдых|активное восстановление"),
    ("back", None, "back|down|back down|back to start|downhill|вниз|обратно|назад"),
    ("up", None, "up|вверх"),
    ("break", None, "break|breaks|active"),
    ("between", None, "b/t|btw|between|in between|inbetween|b/w|между|между повторами|каждые"),
    ("scope", "reps", "b/t reps|between reps|btw reps|between repeats|between each|between intervals|between efforts|"
        "b/t each|between each rep|b/w reps|in between reps|between repetitions|after each|after each one|after each rep|after each repetition|after each interval|after each repeat|"
        "after every rep|after every one|after every repetition|после каждого|после каждого повтора|после каждого отрезка|между повторениями|между отрезками"),
    ("scope", "sets", "b/t sets|between sets|btw sets|b/w sets|between rounds|between each set|in between sets|between the sets|"
        "b/t each set|after each set|after every set|after each round|после каждой серии|между сериями|между подходами"),
    ("role", "warm_up", "warm up|warm ups|warmup|warmups|warming up|wu|w/u|w/up|w/ups|wup|w up|разминка|разминки|размяться|разминочный бег"),
    ("role", "cool_down", "cool down|cooldown|cooling down|cd|c/d|c/dwn|c/down|c down|wd|w/d|warm down|warmdown|заминка|заминки|заминочный бег"),
    ("uphill", None, "uphill|up hill|up the hill|up a hill|в гору|в горку|в подъем|в подьем|в холм|на подъем"),
    ("hills", None, "hill|hills|hill reps|hill rep|hill repeats|hill repeat|hill intervals|hill session|hill sessions|hill workout|hill training|hill work|hill running|hill climbs|short hill|"
        "short hills|long hills|steep hill|steep hills|горки|горок"),
    ("hill_sprints", None, "hill sprint|hill sprints|uphill sprint|uphill sprints|hill sprint session"),
    ("hill_strides", None, "hill strides|uphill strides|uphill stride|hill stride"),
    ("in_place", None, "in place|on the spot|on spot|на месте"),
    ("treadmill", None, "treadmill|on treadmill|on the treadmill|дорожке|на дорожке|беговая дорожка"),
    ("grade", None, "incline|grade|gradient|slope|inclination|уклон|уклоне|уклоном|наклон|наклоне|slopes"),
    ("race", "parkrun", "parkrun|park run"),
    # Races whose name says how far they are, in metres.
    ("race", 21097.5, "half marathon race|race half marathon|hm race|race hm"),
    ("race", 42195.0, "marathon race|race marathon"),
    ("race", None, "race|race day|raceday|time trial|tt|соревнования|соревнование|гонка|забег"),
    ("strength", None, STRENGTH_WORDS),
    ("ruck", None, "ruck|rucks|rucking|ruck march|ruck run"),
    ("with", "with", "each followed by|each one followed by|each rep followed by|with|w/|w|со|using|plus a|while"),
    # "10 miles as 5 easy, 5 steady".
    ("with", "as", "as"),
    # "через 200 м": what comes between.
    ("with", "through", "через"),
    # Russian "с" is "with", and a second after a number.
    ("with", "с", "с"),
    # Before the time of a repetition.
    ("with", "за", "за"),
    ("with", "wear", "wearing|in|в|на"),
    ("with", "hold", "holding"),
    ("with", "carry", "carrying"),
    ("with", "tow", "pulling|dragging|towing|pull|drag a|push|pushing"),
    ("at", None, "at|averaging"),
    ("at", "on", "on"),
    ("article", None, "a|an|the|my|your|his|her|own|their"),
    ("heft", None, "heavy|light|loaded|weighted|тяжелый|тяжелым|легким"),
    # On what each of a pair hangs, where that is said.
    ("each", None, "each|per side|each side|on each|on each side|each direction|per direction|each way|на каждую"),
    ("each", "ankle_weights", "per leg|each leg|per ankle|each ankle|on each leg|on each ankle|per foot|each foot|on each foot|"
        "on both legs|on both ankles|each per leg|on every leg|на каждую ногу|на каждой ноге|на ногу|на каждую лодыжку"),
    ("each", "wrist_weights", "each wrist|per wrist|on each wrist|each arm|per arm|on each arm|на каждую руку|на руку"),
    ("each", "hand_weights", "per hand|each hand|in each hand|in either hand|in both hands|в каждой руке|в каждую руку"),
    ("in_total", None, "in total|total|altogether|in all|в сумме|всего"),
    ("at_most", None, "no more than|not more than|at most|up to|maximum|max of|less than|under|не более|не больше|до"),
    ("at_least", None, "at least|no less than|not less than|minimum|minimum of|не менее|не меньше|как минимум"),
    ("body_mass", None, "bw|bm|bodyweight|body weight|body mass|bodymass|of bw|of bodyweight|of body weight|of body mass|"
        "of your body weight|of your bodyweight|of your body mass|of own body weight|массы тела|веса тела"),
    # Before a unit; elsewhere it is a part of something else.
    ("part_of", 0.5, "half|half a|half an|half of a|half of an|половина|половину|пол"),
    ("part_of", 0.25, "quarter|quarter of a|quarter of an|a quarter of a|a quarter of an|четверть"),
    ("part_of", 0.75, "three quarters of a|three quarters of an|three quarter|three quarters of|3 quarters of an"),
    ("and_part", 0.5, "and a half|с половиной"),
    ("and_part", 0.25, "and a quarter|с четвертью"),
    ("and_part", 0.75, "and three quarters"),
    # One word for an amount.
    ("amount", ("time", 1800.0, "h"), "полчаса|получаса"),
    ("amount", ("distance", 500.0, "km"), "полкилометра"),
    ("amount", ("distance", 804.672, "mi"), "полмили"),
    ("or_more", None, "or more|or longer|и более|и больше|плюс"),
    ("to", None, "to|по"),
    ("then", None, "then|затем|потом|далее|and then|after that"),
    ("then", "by", "followed by"),
    ("and", None, "and|и|plus"),
    ("or", None, "or|или|alternatively"),
    ("not", None, "not|don't|never|avoid|не|doesn't|isn't|can't|won't|shouldn't|skip the|nor"),
    # What is missing makes the run no other.
    ("not", "without", "no|without|w/o|w/out|без|sans"),
    # Parts of the run before them: they add nothing to it.
    ("aside", "insert", "including|incl|inc|includes|include|insert|inserting|включая"),
    ("portion", "last", "last|final|with last|with the last|w/ last|w/ the last|with final|with the final|w/ final|w/ the final|"
        "последние|последний|последнюю|последняя|заключительные|с последними"),
    ("portion", "middle", "middle|with middle|w/ middle|with the middle|w/ the middle"),
    ("portion", "first", "first|with first|with the first|w/ first|w/ the first|первые|первый|первую|первая"),
    ("portion", "second half", "second half|with second half|with the second half|w/ second half|w/ the second half|"
        "вторая половина|вторую половину"),
    ("portion", "rest", "remaining|remainder|rest of the run|the rest of the run|остальное|остальные|оставшиеся"),
    ("portion", "next", "next|следующие|следующий"),
    ("aside", "total", "total of|a total of"),
    ("aside", None, "every|included|until|before|per|"
        "ideally|same|example|halfway|days|times a week|times per week|x a week|x per week|"
        "except|instead|unless|if|last of|каждый|когда"),
    ("aside", "calendar", "week|day"),
    ("aside", "after", "after|afterwards|afterward|после"),
    ("aside", "alternate", "alternating|alternate|alternating between|alternate between|чередуя|чередование|чередовать|чередуем|чередуйте"),
    ("aside", "compare", "behind|ahead"),
    ("aside", "faster", "slower|faster|quicker|быстрее|медленнее"),
    ("compare", "slower_s", "slower than|медленнее чем"),
    ("compare", "faster_s", "faster than|quicker than|быстрее чем"),
    ("per_mile", "pace_s_per_mi", "per mile|a mile|per mi|на милю"),
    ("per_mile", "pace_s_per_km", "per km|per k|per kilometre|per kilometer|a km|a kilometre|на км|на километр|за километр"),
    ("per_mile", "time_s", "per rep|per repetition|each rep|за отрезок"),
    ("pace_of", "pace_s_per_km", "min/km|мин/км"),
    ("pace_of", "pace_s_per_mi", "min/mi|min/mile"),
    ("rpe", None, "rpe"),
    ("rpe", "level", "level|effort level"),
    ("bpm", None, "bpm|beats|уд/мин|ударов"),
    ("heart_rate", None, "heart rate|max hr|max heart rate|hrmax|maxhr|mhr|pulse|пульс|пульсе|чсс|of max heart rate|of max hr|of maximum heart rate|of hr max"),
    ("aside", "gain", "d+"),
    ("aside", None, "общий|общий объем|объем|объемом|т е|то есть|i e"),
    ("from", None, "от|from"),
    ("zone", None, "zone|zones|зона|зоне|пульсовая зона"),
    ("pace_word", None, "pace|paces|effort|race pace|race effort|speed|intensity|rp|goal pace|target pace|rhythm|усилия|усилий"),
    # Before a pace: whose, or of which race.
    ("aim", None, "goal|target|current|estimated|projected|predicted|realistic|целевой|целевом|текущий|текущем|планируемый"),
    # Before an effort: not that one, but near it.
    ("beside", None, "below|just below|slightly below|a bit below|just under|slightly under|a bit under|just above|slightly above|"
        "a bit above|just over|slightly over|just off|sub|чуть ниже|чуть выше|ниже|выше"),
    ("pace_unit", None, "km/h|kmh|kph|mph|m/s|spm|watts|км/ч|hrr|rpm"),
    ("gain", None, "gain|of gain|of climb|climb|climbing|of climbing|ascent|vert|vertical|of ascent|of vert|elevation|"
        "of elevation|elevation gain|of elevation gain|feet|ft|foot|набора|набор|набора высоты"),
    ("weekday", None, "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|"
        "sunday|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"),
    ("half_day", "am", "am|a.m|a.m.|morning|утро|утром"),
    ("half_day", "pm", "pm|p.m|p.m.|afternoon|evening|днем|вечер|вечером"),
    ("code", None, "r1|r2|r3|r4|r5|r6|r7"),
    ("label", None, "main set|main|main session|session|workout|основная часть|основная|работа"),
    ("ladder", None, "ladder|ladders|pyramid|pyramids|ladder session|pyramid session|ladder workout|pyramid workout|ladder intervals|"
        "pyramid intervals|ladder run|pyramid run|up and down ladder|descending ladder|ascending ladder|лесенка|пирамида|горка"),
    ("filler", "of", "of"),
    ("filler", None, "off road|off road trail|cross country|xc|road|roads|on the road|on road|on roads|trail|trails|on trails|on the trails|on grass|grass|"
        "on the grass|track|on track|on the track|hilly|rolling|flat|hilly route|hilly course|on a hilly route|"
        "on a hilly course|flat route|over hills|over the hills|in the hills|in hills|through the hills|rolling hills|over rolling hills|hilly trails|hilly loop|briskly|with hills|w/ hills|w/ hill|with hill|route|course|easily|relaxed|very relaxed|nice and relaxed|smooth|"
        "smoothly|quality|dry|по стадиону|по дорожке|по ровной местности|по тропам|about|approx|approximately|"
        "roughly|around|circa|brisk|short|long|continuous|continuously|training|cutdown|cut down|cutdowns|non stop|nonstop|very muddy|on turf|turf|примерно|около|легкоатлетическая"),
    ("filler", None, "medium length|mid length|middle length|of medium length"),
    # "8 по 400 м", "6 км по 4:30": of each.
    ("filler", "of_each", "по"),
    ("filler", "as", "как"),
    ("filler", "for", "for|для|в течение|на протяжении"),
    # What a sentence does with its parts.
    ("filler", "start", "start|starts|starting|start off|begin|begins|beginning|kick off|начать|начинаем|в начале"),
    ("filler", "end", "finish|finishes|finishing|finish off|finishing off|finish up|end|ends|ending|end up|wrap up|закончить|"
        "заканчиваем|завершить|в конце"),
    ("filler", None, "do|take|perform|complete|soft ground|soft surface|soft surfaces"),
    ("filler", None, "the following|the following pattern"),
    ("filler", None, "or so|или около того"),
    # Two of them in a text are alternatives, not parts of one session.
    ("group", None, "group|groups|squad|squads|team|teams|option|options|fast group|slow group|pace group|pace groups|"
        "группа|группе|группы|вариант"),
    # Behind an amount, these say that it is the size of something else than a run, or somebody else's.
    ("word", OWNER, "away|ago|old|left|later|late|early|mark|marker|limit|record|pb|pr|personal best|cutoff|cut off|drive|"
        "flight|apart|notice|talk|briefing|meeting|lecture|lunch|coffee|nap|sleep|massage|sauna|bath|ice bath|shower|to go|split|"
        "splits|time|distance|version|runner|runners|athlete|athletes|specialist|specialists|people|guys|girls|boys|men|women|"
        "ladies|lads|folks|kids|juniors|seniors|beginners|milers|less|fewer|longer|shorter|further|farther|wait|"
        "exercise|exercises|tennis|football|soccer|basketball|volleyball|hockey|boxing|назад|осталось|пути|езды|упражнений"),
    # With these a sentence tells of an amount, and asks for nothing.
    ("word", STATEMENT, "is|are|was|were|been|has|had|would|will|means|makes|seems|felt|took|takes|equals|было|был|будет|это"),
    # These lead to where it is run.
    ("word", PLACE, "along|round|through|across|over|via|past|вдоль|вокруг"),
    # Known phrases that must not be taken apart: they say nothing a step can hold.
    ("word", None, "up tempo|marathon time|marathon shape|sub threshold|race distance|race weight|race director|it band|body band|hydration vest|"
        "hydration pack|running vest|running shoes|trail shoes|"
        "trail running shoes|road shoes|race shoes|racing shoes|walking shoes|walking boots|running buggy|"
        "running stroller|jogging stroller|jogging buggy|running belt|watch band|the pack|head band|sprint finish|fast finish|strong finish|quick finish|hard finish|warm up suit|tempo trainer|"
        "race week|race plan|off season|long sleeve|rest of|rest of the|run club|"
        "back pain|pick up|drop off|medium height|take off|day of rest|race prep|under armour|down week|"
        "race report|race morning|negative split|negative splits|even split|even splits|by feel|on feel|out and back|after work|"
        "before work|at lunch|travel day|rest week"),
)  # fmt: skip

_NUMBER_WORDS: Final = {
    1: "one|один|одна", 1.5: "полтора|полторы|полутора", 2: "two|два|две|couple|couple of|a couple|a couple of|пара|пару", 3: "three|три", 4: "four|четыре", 5: "five|пять", 6: "six|шесть",
    7: "seven|семь", 8: "eight|восемь", 9: "nine|девять", 10: "ten|десять", 12: "twelve", 15: "fifteen|пятнадцать",
    20: "twenty|двадцать", 25: "twenty five", 30: "thirty|тридцать", 40: "forty|сорок", 45: "forty five", 50: "fifty",
    60: "sixty", 90: "ninety",
}  # fmt: skip

# Russian words by their stems, long enough not to catch strangers.
STEMS: Final[dict[str, tuple[str, Any]]] = {
    "утяжелител": ("implement", ("ankle_weights", True, True)),
    "жилет": ("implement", ("vest", False, True)),
    "рюкзак": ("implement", ("backpack", False, True)),
    "гантел": ("implement", ("dumbbells", True, True)),
    "штанг": ("implement", ("barbell", False, True)),
    "гирей": ("implement", ("kettlebell", False, True)),
    "гиря": ("implement", ("kettlebell", False, True)),
    "гирями": ("implement", ("kettlebell", False, True)),
    "парашют": ("implement", ("parachute", False, True)),
    "покрышк": ("implement", ("tyre", False, True)),
    "резинк": ("implement", ("band", False, True)),
    "резинов": ("heft", None),
    "эспандер": ("implement", ("band", False, True)),
    "легк": ("effort", ("easy", "easy", "word")),
    "спокойн": ("effort", ("easy", "easy", "noun")),
    "темпов": ("effort", ("threshold", "threshold", "noun")),
    "равномерн": ("effort", ("steady", "steady", "noun")),
    "ускорени": ("strides", None),
    "восстановительн": ("effort", ("very_easy", "very_easy", "noun")),
    "сорокасекундн": ("word", None),
}


def _meanings() -> Iterator[tuple[str, Any, str]]:
    """Each kind and value with its phrases; where two share a phrase, the later one holds."""
    for unit, phrases in _UNITS.items():
        for phrase in phrases.split("|"):
            yield "unit", Several(unit) if phrase in _PLURALS else unit, phrase
    for effort, phrases in _EFFORTS.items():
        yield "effort", effort, phrases
    for zone, (lo, hi) in ZONES.items():
        yield "effort", (lo, hi, "zone"), f"z{zone}"
    for implement, phrases in _IMPLEMENTS.items():
        for phrase in phrases.split("|"):
            plural = phrase.endswith("s") or "weights" in phrase or phrase.startswith("утяжелител")
            yield "implement", (implement, plural, " " not in phrase), phrase
    for exercise in EXERCISES:
        for phrase in exercise.words.split("|"):
            yield "exercise", (exercise, phrase in COUNTED_ONLY), phrase
    for number, phrases in _NUMBER_WORDS.items():
        yield "num", float(number), phrases
    yield from _WORDS


def _tree() -> dict[str, Phrases]:
    root = Phrases()
    for kind, value, phrases in _meanings():
        for phrase in phrases.split("|"):
            node = root
            for word in phrase.split():
                node = node.then.setdefault(word, Phrases())
            node.kind, node.value = kind, value
    return root.then


PHRASES: Final = _tree()
