import datetime

from django.db import migrations


def profiles_to_races(apps, schema_editor):
    """Make a race of each profile's date and pack.

    A pack counted whatever became of the date. So that it goes on counting, the pack of a race that has been run is
    kept by a second race that waits for its date.
    """
    Athlete, Race = apps.get_model("clubs", "Athlete"), apps.get_model("clubs", "Race")
    today = datetime.date.today()
    races = []
    for athlete in Athlete.objects.exclude(next_race_on=None, race_pack_kg=None).iterator():
        day, pack = athlete.next_race_on, athlete.race_pack_kg
        dates = [day] if day is None or day >= today or pack is None else [day, None]
        races += [Race(club_id=athlete.club_id, athlete=athlete, date=date, pack_kg=pack) for date in dates]
    Race.objects.bulk_create(races, batch_size=500)


def races_to_profiles(apps, schema_editor):
    """Put each athlete's own next race and pack back into the profile; what a profile has no place for is left out."""
    Athlete, Race = apps.get_model("clubs", "Athlete"), apps.get_model("clubs", "Race")
    today = datetime.date.today()
    for athlete in Athlete.objects.filter(races__priority__in=("A", "B")).distinct().iterator():
        races = list(athlete.races.filter(priority__in=("A", "B")))
        dates = sorted(race.date for race in races if race.date)
        ahead = [date for date in dates if date >= today]
        athlete.next_race_on = ahead[0] if ahead else dates[-1] if dates else None
        packs = [race for race in races if race.pack_kg is not None and (race.date is None or race.date >= today)]
        packs.sort(key=lambda race: race.date or datetime.date.max)
        athlete.race_pack_kg = packs[0].pack_kg if packs else None
        athlete.save(update_fields=["next_race_on", "race_pack_kg"])
    Race.objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('clubs', '0003_races'),
    ]

    operations = [
        migrations.RunPython(profiles_to_races, races_to_profiles),
    ]
