"""What a coach sees before there is anything to see: the next step, and no empty table."""

from __future__ import annotations


def steps(page):
    assert "First steps" in page
    return page[page.index("First steps") :]


def test_it_works(client_as, cast):
    """From nothing, step by step, always with the next one in sight."""
    cast.ridgeway.athletes.all().delete()
    cast.ridgeway.squads.all().delete()
    client = client_as("Mira")
    page = steps(client.get("/c/ridgeway/squads/").content.decode())
    assert 'button-primary" href="/c/ridgeway/squads/new/"' in page
    cast.ridgeway.squads.create(name="Hill squad")
    hill = cast.ridgeway.squads.get()
    page = steps(client.get("/c/ridgeway/squads/?all").content.decode())
    assert f'button-primary" href="/c/ridgeway/athletes/new/?squad={hill.pk}"' in page
    assert "Make the first squad" not in page
    cast.ridgeway.add_athletes(["Kim"], [hill])
    assert "First steps" not in client.get("/c/ridgeway/squads/?all").content.decode()


def test_athletes_in_no_squad_are_no_step_to_take_again(client_as, cast):
    cast.tuesday.set_athletes([])
    page = steps(client_as("Mira").get("/c/ridgeway/squads/?all").content.decode())
    assert "/athletes/new/" not in page
    assert f'button-primary" href="/c/ridgeway/squads/{cast.tuesday.pk}/"' in page


def test_a_board_without_athletes_says_how_they_come_in(client_as, cast):
    url = f"/c/ridgeway/squads/{cast.tuesday.pk}/2026-11-23/"
    client = client_as("Mira")
    assert "Nobody is in this squad yet." not in client.get(url).content.decode()
    cast.tuesday.set_athletes([])
    page = client.get(url).content.decode()
    assert "Nobody is in this squad yet." in page
    assert f'href="/c/ridgeway/invitations/new/?squad={cast.tuesday.pk}"' in page
    assert "/invitations/new/" not in client_as("Ines").get(url).content.decode()
