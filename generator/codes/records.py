"""What can be wrong with values (S) and between records (R)."""

from generator.codes.code import Code, error, warning

# fmt: off
RECORDS: dict[str, Code] = {
    "S001": error(
        "A key is not known.",
        "Its value would be lost.",
        "Use one of the keys of this record."),
    "S002": error(
        "A required key or value is missing.",
        "The page would have a hole, and nobody knows whether it was forgotten.",
        "Write the value; leave out only keys that are not required."),
    "S003": error(
        "A value has the wrong shape or is not one of the allowed words.",
        "It could not be shown or compared.",
        "Use one of the words or shapes named."),
    "S010": error(
        "A coordinate is not in decimal degrees.",
        "The map dot would be wrong.",
        "Write 39.15."),
    "S011": error(
        "A number is not written as one.",
        "It could be read as another number.",
        "Digits with a decimal point; no separators, no unit."),
    "S012": error(
        "A number is not finite.",
        "It means nothing.",
        "Leave the key out."),
    "S013": error(
        "A number is negative, or a range goes down.",
        "It cannot be.",
        "Check it."),
    "S014": error(
        "A coordinate is outside the globe.",
        "It cannot be.",
        "Swap lat and lon?"),
    "S015": error(
        "A number is not plausible.",
        "It is most likely a slip.",
        "Check the number."),
    "S016": error(
        "A text is too long for its field.",
        "It would not fit.",
        "Shorten it."),
    "S020": error(
        "A date or time does not exist.",
        "It cannot be.",
        "Check the calendar."),
    "S021": error(
        "A date is not in the form used here.",
        "It could be read as another day.",
        "Write YYYY-MM-DD, YYYY-MM or YYYY."),
    "S022": error(
        "A date lies in the future.",
        "Nothing reported has happened yet.",
        "Check it."),
    "S023": error(
        "An end lies before its beginning.",
        "It cannot be.",
        "Check both days."),
    "S024": error(
        "A time has no zone or is not a time.",
        "KST and UTC differ by nine hours and often by a calendar day.",
        "Write 15:50 KST or 06:54 UTC."),
    "S030": error(
        "An address is not a plain web address.",
        "It could mislead or run code.",
        "Copy the address of the page itself."),
    "S040": error(
        "An id is not written as one.",
        "It could not be an address.",
        "Lower-case letters a to z, digits and single hyphens."),
    "S041": error(
        "A language tag is not known.",
        "Screen readers would mispronounce the text.",
        "Write en, ko, ja or another BCP 47 tag."),
    "R001": error(
        "A reference leads to no record.",
        "The link would be dead.",
        "Correct the id, or add the record."),
    "R002": error(
        "Records refer to each other in a ring.",
        "It has no meaning.",
        "Cut the ring."),
    "R003": error(
        "An id is used twice.",
        "One record would overwrite the other.",
        "Rename one."),
    "R004": error(
        "An id and a former id collide.",
        "A redirect would hide a live page.",
        "Remove the former id, or rename the record."),
    "R005": error(
        "A published record is gone.",
        "Its address would be dead, and nobody would see what was lost.",
        "List the old id under `former_ids`, or add it to removed.yml with the reason."),
    "R007": error(
        "Two records share a name.",
        "Nobody knows which one is meant.",
        "Keep the name on one of them."),
    "R008": error(
        "Something was published or said before it can have been.",
        "One of the two dates is wrong.",
        "Check both."),
    "R009": error(
        "A claim must be about one record and one of its properties.",
        "It could not be compared with others.",
        "Name one of event, fact, actor, system, place, and a property that it has."),
    "R010": warning(
        "A fact is due for review.",
        "The number may have changed.",
        "Check its source, then move `review_by`."),
    "R011": error(
        "A number in the text differs from the record's own.",
        "The page would contradict itself.",
        "Correct the one that is wrong."),
    "R012": error(
        "A value rests on an article that does not report the event.",
        "A reader could not check it.",
        "Add the event to the article's `events`."),
    "R013": error(
        "A number in a title or summary contradicts the record.",
        "Readers would find two numbers on one page, and the wrong one may be quoted.",
        "Correct the wrong one; where both are right, list it under `ignore` with a reason."),
    "R014": error(
        "A place lies far from the place it is said to lie in.",
        "The dot on the map, or the place named, is wrong.",
        "Check lat and lon, or `within`."),
    "R015": error(
        "A published value was changed or taken away without a correction.",
        "Whoever quoted it would never learn that it was wrong, nor why.",
        "Add an entry under `corrections` that names the key and says why, or restore the value."),
    "R016": error(
        "Something stands twice, or a record refers to itself.",
        "It would be shown and counted twice.",
        "Remove one of the two."),
    "R017": error(
        "A correction does not fit its record.",
        "Readers would be told of a change that never was, or not of the one that was.",
        "Write what the record said before, what it says now, and the day of the change."),
    "R018": error(
        "An entry under `ignore` has no effect.",
        "It looks as if a contradiction had been weighed where there is none.",
        "Remove the entry, or write the number as it stands in the text."),
    "R019": error(
        "A reference leads to a record of the wrong kind.",
        "The page would say what is not so, such as that a person is a country.",
        "Name a record of the kind that the key asks for."),
    "R040": warning(
        "A title or first sentence gives a number of missiles on which sources differ.",
        "One source's count would look like what all agree on.",
        "Write at least so many, or name in the sentence who gives the number."),
    "R041": warning(
        "A summary credits a database with a number that somebody on record gave.",
        "A database has its values from others; who carries a number is not its origin.",
        "Name in the sentence who gave the number."),
    "R042": warning(
        "A summary begins with a person who keeps a table, though a government is on record.",
        "No reader knows the keeper, and the table has its values from others.",
        "Begin with what the government or the armed force said."),
}
# fmt: on
