"""What the assistant says in its own words, in German."""

from index import Kind, Status

__all__ = [
    "ABOUT",
    "ADDED",
    "ADOPTED_TEXT",
    "ANSWER",
    "ANSWER_WITH_SOURCES",
    "BINDING",
    "CHANGED",
    "CLEAR",
    "COMMITMENTS",
    "COMPARISON",
    "DATE",
    "DELETED",
    "DELETIONS_LEAD",
    "DELETION_LEAD",
    "DIFFERENCES",
    "DOCUMENT",
    "DRAFT_TEXT",
    "DROPPED",
    "EMPTY_QUESTION",
    "EXACT_WORDING",
    "EXAMPLES",
    "FAILED",
    "FIELD",
    "FRAME_PART",
    "HEADING_PART",
    "INSERTED",
    "INTRO",
    "IN_CONTENT",
    "IN_CONTEXT",
    "IN_FORM",
    "KINDS",
    "LANGUAGE_LABEL",
    "LEADS",
    "LEFT_OUT",
    "MADE_ON",
    "MERGED",
    "MODE_LABEL",
    "MODE_SIMPLE",
    "MODE_STANDARD",
    "MOVED",
    "NEAREST",
    "NEAREST_SECTIONS",
    "NEW",
    "NOTHING_FITS",
    "NOTICES",
    "NOT_COVERED",
    "NO_SIMPLE_TEXT",
    "NO_TRANSLATION",
    "NO_WORDS",
    "NUMBER",
    "OBLIGATION",
    "OPERATED_BY",
    "OTHER_SIGNS",
    "OWN_NAME",
    "PAGE",
    "PAGE_NUMBER",
    "PAGE_OF",
    "PENDING",
    "PERMALINK",
    "PLACE",
    "PLACEHOLDER",
    "POINTS_MERGED",
    "POINT_SPLIT",
    "QUESTION_LABEL",
    "QUOTE",
    "REFERENCE",
    "REFUSED",
    "REPLACED",
    "RIGHTS",
    "SAME_WORDING",
    "SEARCH_TOO_LONG",
    "SECTION",
    "SECTION_PAGE",
    "SELECTION",
    "SEND",
    "SIGNS",
    "SIMPLE_CHECKED",
    "SIMPLE_LABEL",
    "SOURCE",
    "SOURCES",
    "SPLIT",
    "STATUS",
    "STATUSES",
    "SUGGESTED",
    "SUGGESTION_NOTICE",
    "TITLE",
    "TITLE_PART",
    "TOO_LONG",
    "TRANSLATION_CHECKED",
    "TRANSLATION_LABEL",
    "TURN_TO",
    "TWIN_NOTICE",
    "UNCHANGED",
    "WEIGHT_RULE",
    "WHAT_CHANGED",
    "WHO_ACTS",
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


# The register of commitments, and the draft against the adopted text
SEARCH_TOO_LONG = (
    "Ihre Suche ist mit {length} Zeichen zu lang. Bitte kürzen Sie sie auf höchstens {most} "
    "Zeichen."
)
DIFFERENCES = "Unterschied zwischen Entwurf und Beschluss: {}."
REPLACED = "statt „{draft}“ heißt es im Beschluss „{adopted}“"
ADDED = "neu ist „{}“"
DROPPED = "weggefallen ist „{}“"
POINT_SPLIT = "der Punkt ist geteilt"
POINTS_MERGED = "mehrere Punkte sind zusammengefasst"
OTHER_SIGNS = "andere Satzzeichen"
SAME_WORDING = "Der Wortlaut ist im Entwurf und im Beschluss gleich."


# Files to take along
BINDING = (
    "Verbindlich ist allein der deutsche Wortlaut der Dokumente. Übersetzungen und Texte in "
    "Einfacher Sprache sollen nur beim Verstehen helfen."
)
ANSWER = "Antwort"
ANSWER_WITH_SOURCES = "Antwort mit Quellen"
MADE_ON = "Erstellt am"
SELECTION = "Auswahl"
SECTION = "Abschnitt"
REFERENCE = "Drucksache oder Beschluss"
DATE = "Datum"
PAGE_NUMBER = "Seite"
PERMALINK = "Dauerhafter Link"
NOTICES = "Hinweise"
PAGE_OF = "Seite {page} von {pages}"
PLACE = "Stelle"
WHAT_CHANGED = "Änderung"
SIGNS = "Zeichen"
INSERTED = "eingefügt"

# Shared with the pages beside the conversation
COMMITMENTS = "Zusagen"
COMPARISON = "Entwurf und Beschluss"
DOCUMENT = "Dokument"
FIELD = "Handlungsfeld"
NUMBER = "Nr."
EXACT_WORDING = "Wortlaut"
WHO_ACTS = "Wer handelt"
OBLIGATION = "Art der Verpflichtung"
STATUS = "Status"
NOTHING_FITS = (
    "Kein Eintrag passt zu Filter und Suche. Bitte wählen Sie einen anderen Filter oder suchen Sie "
    "mit anderen Wörtern."
)
DRAFT_TEXT = "Entwurf"
ADOPTED_TEXT = "Beschluss"
WEIGHT_RULE = (
    "Als Unterschied im Inhalt zählt, wenn ein Wort mit eigener Bedeutung nur in einer der beiden "
    "Fassungen steht: ein Hauptwort, ein Name, ein Verb, ein Eigenschaftswort, eine Zahl, eine "
    "Verneinung oder ein Wort wie „soll“ und „muss“. Alles andere ist ein Unterschied in der "
    "Formulierung: "
    "Beugung, Schreibweise, Satzzeichen, Reihenfolge, Nummerierung oder ein geteilter Punkt."
)
MOVED = "an anderer Stelle"
IN_CONTENT = "Inhalt"
IN_FORM = "Formulierung"
SPLIT = "ein Punkt geteilt"
MERGED = "Punkte zusammengefasst"
NEW = "neu im Beschluss"
LEFT_OUT = "nicht übernommen"
CHANGED = "geändert"
UNCHANGED = "unverändert"
TITLE_PART = "Titel"
FRAME_PART = "Rahmentext"
HEADING_PART = "Überschrift"
SUGGESTED = "Was Teilnehmende dazu angeregt hatten"
