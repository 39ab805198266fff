"""Invented people of the samples: a surname with 某某, an ID number of a region there is not, with a valid check digit."""

from datetime import date

from samplecounty.people import Person, invent


def person(system: str, serial: int, grown_up_by: date = date(2005, 1, 1)) -> Person:
    """The person of a scheme's sample with a serial number (1–499, theirs alone there)."""
    return invent(serial, f"{system}/{serial}", grown_up_by)
