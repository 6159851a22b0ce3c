# ruff: noqa: E501 (the tables of words read best in long lines)
"""Named exercises: the English name that a step keeps, what activity it is, and how coaches write it."""

from __future__ import annotations

from typing import Final, NamedTuple


class Exercise(NamedTuple):
    """A slug-like name, its activity, the words for it (English and Russian), and the implement it implies."""

    name: str
    activity: str
    words: str
    implement: str | None = None


EXERCISES: Final = (
    # Strength
    Exercise("lunges", "strength", "lunge|lunges|walking lunges|forward lunges|reverse lunges|выпады|выпадов|выпад"),
    Exercise("side_lunges", "strength", "side lunges|lateral lunges|side lunge|боковые выпады"),
    Exercise("squats", "strength", "squat|squats|air squats|back squat|back squats|front squat|front squats|bodyweight squats|приседания|приседаний|присед"),
    Exercise("goblet_squats", "strength", "goblet squat|goblet squats"),
    Exercise("single_leg_squats", "strength", "single leg squat|single leg squats|one leg squats|pistol squats|пистолетик"),
    Exercise("split_squats", "strength", "split squat|split squats|bulgarian split squats|rear foot elevated split squats|rear foot elevated split squat"),
    Exercise("step_ups", "strength", "step up|step ups|stepups|step downs|weighted step ups|box step ups|зашагивания|зашагиваний|зашагивание"),
    Exercise("calf_raises", "strength", "calf raise|calf raises|heel raise|heel raises|heel drops|подъемы на носки|подъемов на носки"),
    Exercise("single_leg_calf_raises", "strength", "single leg calf raise|single leg calf raises|single leg heel raises"),
    Exercise("deadlifts", "strength", "deadlift|deadlifts|trap bar deadlifts|romanian deadlifts|rdl|rdls|hinge deadlifts|становая тяга|становая"),
    Exercise("single_leg_deadlifts", "strength", "single leg deadlift|single leg deadlifts|single leg rdl|single leg hinge|single leg hinge reach|single leg hinge reaches"),
    Exercise("bridges", "strength", "bridge|bridges|glute bridge|glute bridges|ягодичный мостик|ягодичный мост"),
    Exercise("single_leg_bridges", "strength", "single leg bridge|single leg bridges|single leg glute bridges"),
    Exercise("hip_thrusts", "strength", "hip thrust|hip thrusts"),
    Exercise("hamstring_curls", "strength", "hamstring curl|hamstring curls|nordic curls|nordics"),
    Exercise("planks", "strength", "plank|planks|front plank|планка|планки|планку"),
    Exercise("side_planks", "strength", "side plank|side planks|боковая планка"),
    Exercise("push_ups", "strength", "push up|push ups|pushup|pushups|press ups|отжимания|отжиманий"),
    Exercise("pull_ups", "strength", "pull up|pull ups|pullups|chin ups|подтягивания|подтягиваний"),
    Exercise("sit_ups", "strength", "sit up|sit ups|situps|crunches|скручивания|скручиваний"),
    Exercise("leg_press", "strength", "leg press|leg presses"),
    Exercise("wall_sits", "strength", "wall sit|wall sits"),
    Exercise("dead_bugs", "strength", "dead bug|dead bugs"),
    Exercise("bird_dogs", "strength", "bird dog|bird dogs"),
    Exercise("burpees", "strength", "burpee|burpees|берпи"),
    Exercise("kettlebell_swings", "strength", "kettlebell swing|kettlebell swings|kb swings", "kettlebell"),
    Exercise("lateral_band_walks", "strength", "lateral band walk|lateral band walks|band walks|side steps with a band", "band"),
    Exercise("monster_walks", "strength", "monster walk|monster walks", "band"),
    Exercise("pallof_press", "strength", "pallof press|pallof presses", "band"),
    Exercise("banded_marches", "strength", "banded march|banded marches|banded hip flexor march|banded hip flexor marches", "band"),
    Exercise("banded_hip_extensions", "strength", "banded hip extension|banded hip extensions", "band"),
    Exercise("banded_ankle", "strength", "banded ankle four ways|banded ankle", "band"),
    Exercise("band_pull_aparts", "strength", "band pull aparts|band pull apart|pull aparts|banded arm drive", "band"),
    Exercise("farmers_walk", "strength", "farmer's walk|farmer's walks|farmers walk|farmers walks|farmers' walk|farmer walk|farmer's carry|farmer's carries|farmers carry|farmers carries|farmer carry|farmer carries|прогулка фермера"),
    Exercise("clamshells", "strength", "clamshell|clamshells"),
    Exercise("short_foot", "strength", "short foot|short foot holds|toe yoga"),
    # Jumps
    Exercise("jumps", "jumps", "jump|jumps|plyo|plyos|plyometrics|plyometric work|plyo session|прыжки|прыжков|прыжковые упражнения|многоскоки|напрыгивания"),
    Exercise("squat_jumps", "jumps", "squat jump|squat jumps|jump squats"),
    Exercise("box_jumps", "jumps", "box jump|box jumps"),
    Exercise("pogo_jumps", "jumps", "pogo jump|pogo jumps|pogos"),
    Exercise("depth_jumps", "jumps", "depth jump|depth jumps|drop jumps|depth drops"),
    Exercise("lunge_jumps", "jumps", "lunge jumps|jumping lunges|split jumps"),
    Exercise("bounds", "jumps", "bound|bounds|bounding|alternate bounds|alternate bounding|олений бег"),
    Exercise("hops", "jumps", "hop|hops|single leg hops|single leg hop|single leg hop and hold"),
    Exercise("skipping_rope", "jumps", "skipping rope|jump rope|jumping rope|rope skipping|rope jumps|скакалка|скакалке|прыжки на скакалке"),
    # Balance
    Exercise("balance", "balance", "balance|balance work|balance drills|balance exercises|баланс|упражнения на баланс"),
    Exercise("single_leg_stand", "balance", "single leg stand|single leg stands|single leg balance|one leg stand|stand on one leg|стойка на одной ноге"),
    Exercise("star_reach", "balance", "star reach|star reaches"),
    Exercise("wobble_board", "balance", "wobble board|wobble board hold|balance board|foam hold"),
    # Drills
    Exercise("drills", "drill", "drills|drill|running drills|form drills|sprint drills|form runs|technique drills|беговые упражнения|сбу"),
    Exercise("high_knees", "drill", "high knees|fast feet high knees|высокое поднимание бедра"),
    Exercise("butt_kicks", "drill", "butt kicks|heel flicks|захлест голени"),
    Exercise("skips", "drill", "skips|a skip|a skips|b skip|b skips|a march|a marches|skips for distance|skips for height"),
    Exercise("carioca", "drill", "carioca|karaoke|grapevine"),
    Exercise("wall_drives", "drill", "wall drives|wall drill|wall lean drive|wall lean drives"),
    Exercise("fast_feet", "drill", "fast feet"),
    # Cross-training and care
    Exercise("cycling", "cross", "bike|biking|cycling|cycle|bike ride|ride|bike riding|spin|spinning|easy spin|stationary bike|exercise bike|spin bike|spin class|spin session|indoor bike|indoor cycling|bike trainer|turbo|turbo trainer|turbo session|велосипед|вело|велопрогулка|езда на велосипеде"),
    Exercise("swimming", "cross", "swim|swims|swimming|pool swim|open water swim|плавание|бассейн"),
    Exercise("pool_running", "cross", "pool running|pool run|aqua jog|aqua jogging|aqua running|deep water running|deep water run|water running|pool jog|pool jogging|aqua run|аквабег"),
    Exercise("elliptical", "cross", "elliptical|elliptical trainer|cross trainer|эллипс|эллипсоид"),
    Exercise("rowing", "cross", "rowing|row|rower|rowing machine|erg|гребля"),
    Exercise("stair_climbing", "cross", "stair climbing|stairmaster|stair master|stair climber|stair machine|stepper|степпер"),
    Exercise("skiing", "cross", "skiing|ski|xc ski|xc skiing|cross country skiing|cross country ski|nordic skiing|roller skiing|лыжи"),
    Exercise("cross_training", "cross", "cross training|cross train|crosstrain|crosstraining|x train|x training|xt|кросс тренинг"),
    Exercise("yoga", "cross", "yoga|yoga class|йога"),
    Exercise("pilates", "cross", "pilates|pilates class|пилатес"),
    Exercise("stretching", "cross", "stretching|stretch|stretches|dynamic stretches|dynamic stretching|растяжка|растяжку"),
    Exercise("mobility", "cross", "mobility|mobility routine|mobility work|мобильность"),
    Exercise("foam_rolling", "cross", "foam rolling|foam roll"),
)  # fmt: skip

# Everyday words too: an exercise only where they are counted ("3 x 10 squat").
COUNTED_ONLY: Final = frozenset(
    {
        "step up",
        "jump",
        "hop",
        "bound",
        "bridge",
        "lunge",
        "squat",
        "push up",
        "pull up",
        "sit up",
        "row",
        "ride",
        "spin",
        "drill",
    }
)

# Strength work that names no exercise.
STRENGTH_WORDS: Final = (
    "s&c|strength|strength training|strength session|strength work|strength training work|gym|gym session|core|core work|"
    "core session|weights session|weight training|weight lifting|weightlifting|weight room|lifting|lift|leg day|upper body|lower body|"
    "upper body strength|lower body strength|circuit training|circuits|conditioning|силовая|силовую|"
    "силовой|силовая тренировка|офп|общеразвивающие упражнения|зал|тренажерный зал"
)
