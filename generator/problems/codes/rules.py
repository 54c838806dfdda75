"""What can be wrong with values (S) and between records (R)."""

from generator.problems.codes.code import Code, error, warning

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
        "Shorten it; a source quote has at most 25 words, or 60 letters where none are spaced, and "
        "an editor's note four sentences."),
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
        "Nothing reported has happened yet, and nothing is collected after the day `as_of`.",
        "Check it, or move `as_of` in digest.yml."),
    "S023": error(
        "An end lies before its beginning.",
        "It cannot be.",
        "Check both days."),
    "S024": error(
        "A time has no zone or is not a time.",
        "KST and UTC differ by nine hours and often by a calendar day.",
        "Write 15:50 KST or 06:54 UTC."),
    "S025": error(
        "A placeholder was never replaced.",
        "Readers would see `TODO`, or follow an address that leads nowhere.",
        "Write what belongs there, or leave the key out.",
        ignorable=True),
    "S026": error(
        "A text is not in the script of the language that its record names.",
        "Screen readers would mispronounce it, and search would look for it in vain.",
        "Correct the language, or the text.",
        ignorable=True),
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
        "Correct the wrong one; where both are right, list it under `ignore` with a reason.",
        ignorable=True),
    "R014": error(
        "A place lies far from the place it is said to lie in, or from all others there.",
        "The dot on the map, or the place named, is wrong.",
        "Check lat and lon, their signs and digits, or `within`."),
    "R015": error(
        "A published value was changed or taken away without a correction.",
        "Whoever quoted it would never learn that it was wrong, nor why.",
        "Add an entry under `corrections` that names the key and says why, or restore the value."),
    "R016": error(
        "Something is listed twice, or a record refers to itself.",
        "It would be shown and counted twice.",
        "Remove one of the two."),
    "R017": error(
        "A correction does not fit its record.",
        "Readers would learn of a change that never happened, or not of the one that did.",
        "Write what the record said before, what it says now, and the day of the change."),
    "R018": error(
        "An entry under `ignore` has no effect.",
        "It looks as if something had been weighed where there is nothing.",
        "Remove the entry, or write the number or words as the record has them."),
    "R019": error(
        "A reference leads to a record of the wrong kind.",
        "The page would say what is not so, such as that a person is a country.",
        "Name a record of the kind that the key asks for."),
    "R020": error(
        "A record's name, its folder and its day disagree.",
        "The name becomes the page's address for ever, and would say a wrong day.",
        "Correct the day, or rename the file; a published one keeps its `former_ids`, or lists its "
        "name under `ignore` where the day was corrected.",
        ignorable=True),
    "R021": error(
        "Two records are launches of one day from one site.",
        "One occasion would be counted twice.",
        "Keep one record, with every missile under `flights`."),
    "R022": error(
        "An event names a class and a missile of another class.",
        "It would be listed under two classes.",
        "Leave `missile_class` out where the missile is known, or correct one."),
    "R023": error(
        "What an agency's report says itself is credited to the paper that printed it.",
        "One voice would be counted as two.",
        "Write the agency as `by`; list what the paper adds itself under `ignore` with a reason.",
        ignorable=True),
    "R024": error(
        "A fact contradicts the article that it rests on.",
        "Whoever follows the source finds another number.",
        "Correct the fact or the claim, or cite another article."),
    "R025": warning(
        "No claim of the cited article gives this value.",
        "A reader who follows the source may find another value, or none.",
        "Correct the value, cite the article that gives it, or add the claim to it; "
        "otherwise list the value under `ignore` with a reason.",
        ignorable=True),
    "R026": error(
        "The status of a launch contradicts the claims about it.",
        "The page would say less, or more, than the statements below it.",
        "Follow the rule on the page *Method*, or list the status under `ignore` with a reason.",
        ignorable=True),
    "R027": warning(
        "A value is unusual for the class of the missile or the kind of flight.",
        "It is possible, but most often a slip of a digit, or range and apogee changed places.",
        "Check the source; if it says so, list the value under `ignore` with a reason.",
        ignorable=True),
    "R028": error(
        "An archived copy does not belong to its article.",
        "It would lead readers to another page on the day they need it.",
        "Write the address of the copy in a public archive below the `url` it is a copy of."),
    "R029": error(
        "A record writes a value that the site computes.",
        "It would differ from what the records say as soon as one of them changes.",
        "Remove it; correct the records that the value is computed from."),
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
    "R043": error(
        "An editor's note is about a month that has no page.",
        "Nobody would ever see it.",
        "Name the file by a month between the first event on record and the day `as_of`."),
}
# fmt: on
