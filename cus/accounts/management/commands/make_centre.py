"""`make_centre`: the first step of an installation: a centre, its municipalities, its first director."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from cus.accounts.models import Centre, Municipality, Role, RoleHeld, User
from cus.kit.rows import acting_for
from cus.records.log import record

MUNICIPALITIES = Path(__file__).resolve().parents[2] / "data" / "municipalities.csv"


class Command(BaseCommand):
    help = "Make a centre with its first director; prints the link by which the director sets a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help='as letters name it: "Centrum Usług Społecznych w …"')
        parser.add_argument("--town", required=True)
        parser.add_argument("--teryt", required=True, nargs="+", help="seven-digit codes of the municipalities")
        parser.add_argument("--host", default="", help="the address of its public site; none: any address")
        parser.add_argument("--director", required=True, help="e-mail address")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(email=options["director"].lower()).exists():
            raise CommandError(f"There already is an account {options['director']}.")
        municipalities = [municipality(code) for code in options["teryt"]]
        centre = Centre.objects.create(name=options["name"], town=options["town"], host=options["host"])
        centre.municipalities.set(municipalities)
        names = {"first_name": options["first_name"], "last_name": options["last_name"]}
        director = User.objects.create_user(options["director"], centre=centre, **names)
        with acting_for(centre.pk):
            held = RoleHeld.objects.create(centre=centre, user=director, role=Role.DIRECTOR, starts_on=localdate())
            record("role.granted", subject=held, by=None, role=Role.DIRECTOR)
        self.stdout.write(f"{centre.name} is made. {director.name} sets a password here:")
        self.stdout.write(password_link(director))


def municipality(teryt: str) -> Municipality:
    """The municipality of the code, taken into the database from the official list when first needed."""
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        found = next((row for row in csv.DictReader(file) if row["teryt"] == teryt), None)
    if not found:
        raise CommandError(f"There is no municipality {teryt}: write seven digits of TERYT, for example 1219043.")
    known = {key: found[key] for key in ("name", "powiat", "voivodeship")}
    known["has_powiat_rights"] = found["has_powiat_rights"] == "1"
    return Municipality.objects.update_or_create(teryt=teryt, defaults=known)[0]


def password_link(user: User) -> str:
    token = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
