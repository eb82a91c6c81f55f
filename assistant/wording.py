"""What the assistant says in its own words, in German."""

from index import Kind, Status

__all__ = [
    "ABOUT",
    "CLEAR",
    "DELETED",
    "DELETIONS_LEAD",
    "DELETION_LEAD",
    "EMPTY_QUESTION",
    "EXAMPLES",
    "FAILED",
    "INTRO",
    "IN_CONTEXT",
    "KINDS",
    "LANGUAGE_LABEL",
    "LEADS",
    "MODE_LABEL",
    "MODE_SIMPLE",
    "MODE_STANDARD",
    "NEAREST",
    "NEAREST_SECTIONS",
    "NOT_COVERED",
    "NO_SIMPLE_TEXT",
    "NO_TRANSLATION",
    "NO_WORDS",
    "OPERATED_BY",
    "OWN_NAME",
    "PAGE",
    "PENDING",
    "PLACEHOLDER",
    "QUESTION_LABEL",
    "QUOTE",
    "REFUSED",
    "RIGHTS",
    "SECTION_PAGE",
    "SEND",
    "SIMPLE_CHECKED",
    "SIMPLE_LABEL",
    "SOURCE",
    "SOURCES",
    "STATUSES",
    "SUGGESTION_NOTICE",
    "TITLE",
    "TOO_LONG",
    "TRANSLATION_CHECKED",
    "TRANSLATION_LABEL",
    "TURN_TO",
    "TWIN_NOTICE",
    "UNAVAILABLE",
    "WITHHELD",
    "format_date",
]

STATUSES = {
    Status.ADOPTED: "beschlossen",
    Status.DRAFT: "Entwurf",
    Status.APPROACH: "Handlungsansatz",
    Status.SUGGESTION: "Anregung",
    Status.INFORMATION: "Information",
}
KINDS = {
    Kind.GUIDELINE: "Leitlinie",
    Kind.PREAMBLE: "Präambel",
    Kind.FOOTNOTE: "Fußnote",
    Kind.APPROACH: "Handlungsansatz",
    Kind.SUMMARY: "Zusammenfassung der Diskussion",
    Kind.CARD: "Moderationskarte",
    Kind.MINUTES: "Protokoll",
    Kind.SCHEDULE: "Ablauf",
    Kind.IMPRINT: "Impressum",
    Kind.INFORMATION: "Information",
    Kind.LIST: "Liste",
}
LEADS = {
    Status.ADOPTED: "Der Stadtrat hat beschlossen:",
    Status.DRAFT: "Im Entwurf stand:",
    Status.APPROACH: "Als Handlungsansatz ist genannt:",
    Status.SUGGESTION: "In der Diskussion wurde angeregt oder gesagt:",
    Status.INFORMATION: "Im Dokument steht:",
}
"""How a statement says what its source is worth."""

NOT_COVERED = "Dazu steht in den Dokumenten nichts."
ABOUT = (
    "Ich antworte nur aus den Integrationspolitischen Leitlinien der Stadt und aus der "
    "Dokumentation ihrer Diskussion."
)
NEAREST_SECTIONS = "Am nächsten kommen Ihrer Frage diese Abschnitte: {}."
TURN_TO = "Wenden Sie sich bitte an {}."
REFUSED = "Dabei kann ich nicht helfen. " + ABOUT + " Fragen Sie mich gern danach."
EMPTY_QUESTION = "Bitte geben Sie eine Frage ein."
NO_WORDS = "Bitte stellen Sie Ihre Frage in Worten."
TOO_LONG = (
    "Ihre Frage ist mit {length} Zeichen zu lang. Bitte kürzen Sie sie auf höchstens {most} "
    "Zeichen."
)
WITHHELD = "Ein Zitat wurde zurückgehalten, weil es nicht wörtlich in der Quelle steht."
TWIN_NOTICE = "Gleich oder fast gleich schon im Entwurf{reference}: {numbers}."
DELETION_LEAD = "In der Diskussion wurde angeregt, diesen Satz zu streichen:"
DELETIONS_LEAD = "In der Diskussion wurde diese Änderung angeregt (~~gestrichen~~):"
SUGGESTION_NOTICE = (
    "Anregungen sind Vorschläge von Teilnehmenden der Diskussion. Sie sind nicht beschlossen."
)

SIMPLE_LABEL = (
    "Einfache Sprache – mit KI-Hilfe verfasst, nicht amtlich geprüft. Es gilt das deutsche "
    "Original unter „Quellen“."
)
SIMPLE_CHECKED = "Einfache Sprache – geprüft: {}. Es gilt das deutsche Original unter „Quellen“."
NO_SIMPLE_TEXT = (
    "Für eine dieser Stellen gibt es noch keinen Text in Einfacher Sprache. Sie lesen dort das "
    "Original."
)
TRANSLATION_LABEL = (
    "Inoffizielle Übersetzung – mit KI-Hilfe verfasst, nicht amtlich geprüft. Es gilt das "
    "deutsche Original unter „Quellen“."
)
TRANSLATION_CHECKED = (
    "Inoffizielle Übersetzung – geprüft: {}. Es gilt das deutsche Original unter „Quellen“."
)
NO_TRANSLATION = (
    "Für eine dieser Stellen gibt es noch keine Übersetzung. Sie lesen dort das deutsche Original."
)
TITLE = "Leitlinien-Assistent"
INTRO = (
    "Dies ist ein automatisches System. Es beantwortet Fragen zu den Integrationspolitischen "
    "Leitlinien der Stadt, nur aus den unten genannten Dokumenten und mit wörtlichen Zitaten."
)
OPERATED_BY = "Betrieben von: {}. Ihre Fragen werden nicht gespeichert."
RIGHTS = "Dokumente und Rechte"
OWN_NAME = "Deutsch"
"""The language's name in itself."""
LANGUAGE_LABEL = "Sprache der Seite"
MODE_LABEL = "Sprache der Antworten"
MODE_STANDARD = "Standard"
MODE_SIMPLE = "Einfache Sprache"
QUESTION_LABEL = "Ihre Frage"
PLACEHOLDER = "Zum Beispiel: Wie hilft die Stadt beim Deutschlernen?"
SEND = "Fragen"
CLEAR = "Neues Gespräch"
EXAMPLES = "Beispiele"
SOURCES = "Quellen"
SOURCE = "Quelle {}"
NEAREST = "Diese Stellen liegen Ihrer Frage am nächsten"
IN_CONTEXT = "Im Zusammenhang lesen"
QUOTE = "Zitat"
PAGE = "Seite {}"
SECTION_PAGE = "Abschnitt ab Seite {}"
DELETED = "gestrichen"
PENDING = "Ich suche in den Dokumenten …"
FAILED = (
    "Das hat leider nicht geklappt. Bitte versuchen Sie es noch einmal. Wenn es wieder nicht "
    "klappt, sagen Sie bitte dem Betreiber Bescheid."
)

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip


def format_date(date: str) -> str:
    """`2019-02-21` -> `21. Februar 2019`, `2018-11` -> `November 2018`."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    month = _MONTHS[parts[1] - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]}. {month} {parts[0]}"


UNAVAILABLE = (
    "Die Suche ist im Moment nicht erreichbar. Bitte stellen Sie Ihre Frage in ein paar Minuten "
    "noch einmal."
)
