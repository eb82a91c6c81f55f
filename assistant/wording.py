"""What the assistant says in its own words, in German."""

from index import Kind, Status

__all__ = [
    "ABOUT",
    "ADDED",
    "ADOPTED_TEXT",
    "ALL",
    "ALL_DIFFERENCES",
    "ALSO_DELETED",
    "ALSO_INSERTED",
    "ANSWER",
    "ANSWER_WITH_SOURCES",
    "ASKING",
    "ASK_ME",
    "BACK",
    "BECAME",
    "BINDING",
    "CHANGED",
    "CHOOSE_DOCUMENT",
    "CHOOSE_LANGUAGE",
    "CLEAR",
    "COMMITMENTS",
    "COMPARISON",
    "CONTENTS",
    "COPIED",
    "COPY",
    "DATE",
    "DELETED",
    "DELETIONS_LEAD",
    "DELETION_LEAD",
    "DETAILS",
    "DIFFERENCES",
    "DIFFERENCES_COUNT",
    "DOCUMENT",
    "DRAFT_TEXT",
    "DROPPED",
    "EMPTY_QUESTION",
    "EXACT_WORDING",
    "EXAMPLES",
    "FAILED",
    "FIELD",
    "FIELD_CHOICE",
    "FRAME_PART",
    "HEADING_PART",
    "INSERTED",
    "INTRO",
    "IN_CONTENT",
    "IN_CONTEXT",
    "IN_FORM",
    "IN_THE_DRAFT",
    "KINDS",
    "LABELLED_PAGE",
    "LANGUAGE_LABEL",
    "LANGUAGE_UNSURE",
    "LEADS",
    "LEFT_OUT",
    "MACHINE_LABEL",
    "MACHINE_MARK",
    "MACHINE_SERVICE",
    "MADE_ON",
    "MERGED",
    "MODE_LABEL",
    "MODE_SIMPLE",
    "MODE_STANDARD",
    "MORE_DOCUMENTS",
    "MOVED",
    "NEAREST",
    "NEAREST_SECTIONS",
    "NEW",
    "NOTHING_FITS",
    "NOTHING_RELATED",
    "NOTICES",
    "NOT_COPIED",
    "NOT_COVERED",
    "NO_COMMITMENTS",
    "NO_COMPARISON",
    "NO_FIELD",
    "NO_SIMPLE_TEXT",
    "NO_SUCH_PASSAGE",
    "NO_SUCH_WORDS",
    "NO_SUGGESTIONS",
    "NO_TRANSLATION",
    "NO_WORDS",
    "NUMBER",
    "NUMBERING",
    "OBLIGATION",
    "ONLY_ADOPTED",
    "ONLY_DRAFT",
    "OPEN_IN_DOCUMENT",
    "OPERATED_BY",
    "OPERATOR_UNKNOWN",
    "ORDER",
    "ORIGINAL",
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
    "PUNCTUATION",
    "QUESTION_LABEL",
    "QUOTE",
    "REFERENCE",
    "REFUSED",
    "REGISTER_HELP",
    "RELATED",
    "REPLACED",
    "RIGHTS",
    "ROWS_SHOWN",
    "SAME_WORDING",
    "SEARCH",
    "SEARCH_LABEL",
    "SEARCH_PLACEHOLDER",
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
    "SUGGESTIONS_NOTE",
    "SUGGESTION_NOTICE",
    "TAKE_ALONG",
    "TITLE",
    "TITLE_PART",
    "TOO_LONG",
    "TRANSLATION_CHECKED",
    "TRANSLATION_FAILED",
    "TRANSLATION_LABEL",
    "TURN_TO",
    "TWIN_NOTICE",
    "UNAVAILABLE",
    "UNCHANGED",
    "UNOFFICIAL",
    "WEIGHT_RULE",
    "WHAT_CHANGED",
    "WHO_ACTS",
    "WITHHELD",
    "WORDS_CHANGED",
    "WORDS_MOVED",
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
ABOUT = "Ich antworte nur aus diesen Dokumenten: {}."
NEAREST_SECTIONS = "Am nächsten kommen Ihrer Frage diese Abschnitte: {}."
TURN_TO = "Wenden Sie sich bitte an {}."
REFUSED = "Dabei kann ich nicht helfen."
ASK_ME = "Fragen Sie mich gern danach."
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
    "Dies ist ein automatisches System. Es beantwortet Fragen nur aus den unten genannten "
    "Dokumenten und mit wörtlichen Zitaten."
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
PLACEHOLDER = "Zum Beispiel: {}"
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

ORIGINAL = "Deutsches Original"
UNOFFICIAL = "Inoffizielle Übersetzung"
CHOOSE_LANGUAGE = "In welcher Sprache möchten Sie die Antwort?"
LANGUAGE_UNSURE = (
    "Die Sprache der Frage war nicht sicher zu erkennen. Eine andere wählen Sie mit --language."
)
MACHINE_MARK = "maschinell übersetzt von {}, soeben, ungeprüft"
MACHINE_LABEL = (
    "Maschinelle Übersetzung von {}: soeben erstellt, von niemandem geprüft. Sie kann Fehler "
    "enthalten. Es gilt das deutsche Original unter „Quellen“."
)
TRANSLATION_FAILED = (
    "Eine dieser Stellen konnte gerade nicht übersetzt werden. Sie lesen dort das deutsche "
    "Original."
)
MACHINE_SERVICE = (
    "Fragen, die nicht auf Deutsch sind, und Stellen ohne Übersetzung gehen zum Übersetzen an: {}."
)
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

# The pages beside the conversation
ASKING = "Fragen stellen"
COMMITMENTS = "Zusagen"
COMPARISON = "Entwurf und Beschluss"
DOCUMENT = "Dokument"
CHOOSE_DOCUMENT = "Welches Dokument möchten Sie lesen?"
CONTENTS = "Inhaltsverzeichnis"
OPEN_IN_DOCUMENT = "Im Dokument lesen"
BACK = "Zurück"
COPY = "Mit Quelle kopieren"
COPIED = "Kopiert"
NOT_COPIED = "Das Kopieren hat nicht geklappt. Bitte markieren und kopieren Sie den Text selbst."
NO_SUCH_PASSAGE = (
    "Die Stelle „{}“ gibt es nicht. Vielleicht ist die Adresse unvollständig, oder das Dokument "
    "wurde geändert. Unten steht das Dokument von Anfang an."
)
NO_SUCH_WORDS = (
    "Die Adresse nennt Wörter, die nicht in dieser Stelle stehen. Hervorgehoben ist deshalb die "
    "ganze Stelle."
)

ALL = "Alle"
FIELD = "Handlungsfeld"
NUMBER = "Nr."
EXACT_WORDING = "Wortlaut"
WHO_ACTS = "Wer handelt"
OBLIGATION = "Art der Verpflichtung"
STATUS = "Status"
SEARCH = "Suchen"
SEARCH_LABEL = "Suche nach Wörtern und Bedeutung"
SEARCH_PLACEHOLDER = "Zum Beispiel: bezahlbare Wohnungen"
REGISTER_HELP = (
    "Zusagen der Stadt. Hervorgehoben sind die Wörter, die eine Verpflichtung tragen. Mit den "
    "Pfeiltasten gehen Sie von Zeile zu Zeile, mit der Eingabetaste öffnen Sie die Einzelheiten."
)
ROWS_SHOWN = "{shown} von {all} Einträgen"
NOTHING_FITS = (
    "Kein Eintrag passt zu Filter und Suche. Bitte wählen Sie einen anderen Filter oder suchen Sie "
    "mit anderen Wörtern."
)
DETAILS = "Einzelheiten zu"
IN_THE_DRAFT = "So stand es im Entwurf"
BECAME = "Das wurde daraus im Beschluss"
RELATED = "Verwandte Handlungsansätze und Anregungen, durch Suche gefunden"
NOTHING_RELATED = "Die Suche findet dazu keine Handlungsansätze oder Anregungen."

DRAFT_TEXT = "Entwurf"
ADOPTED_TEXT = "Beschluss"
NO_COMPARISON = (
    "Es gibt hier nichts zu vergleichen. Die Dokumente enthalten keinen Entwurf oder keinen "
    "beschlossenen Text."
)
DIFFERENCES_COUNT = "{all} Unterschiede: {content} im Inhalt, {wording} nur in der Formulierung"
ALL_DIFFERENCES = "Liste aller Unterschiede"
WEIGHT_RULE = (
    "Als Unterschied im Inhalt zählt, wenn ein Wort mit eigener Bedeutung nur in einer der beiden "
    "Fassungen steht: ein Hauptwort, ein Name, ein Verb, ein Eigenschaftswort, eine Zahl, eine "
    "Verneinung oder ein Wort wie „soll“ und „muss“. Alles andere ist ein Unterschied in der "
    "Formulierung: "
    "Beugung, Schreibweise, Satzzeichen, Reihenfolge, Nummerierung oder ein geteilter Punkt."
)
ONLY_DRAFT = "nur im Entwurf"
ONLY_ADOPTED = "nur im Beschluss"
MOVED = "an anderer Stelle"
IN_CONTENT = "Inhalt"
IN_FORM = "Formulierung"
WORDS_CHANGED = "andere Wörter"
WORDS_MOVED = "Wörter umgestellt"
PUNCTUATION = "Satzzeichen"
NUMBERING = "Nummer oder Aufzählungszeichen"
ORDER = "andere Reihenfolge"
SPLIT = "ein Punkt geteilt"
MERGED = "Punkte zusammengefasst"
NEW = "neu im Beschluss"
LEFT_OUT = "nicht übernommen"
CHANGED = "geändert"
UNCHANGED = "unverändert"
TITLE_PART = "Titel"
FRAME_PART = "Rahmentext"
HEADING_PART = "Überschrift"
FIELD_CHOICE = "Welches Handlungsfeld?"
NO_FIELD = "Titel, Präambel und Fußnoten"
SUGGESTED = "Was Teilnehmende dazu angeregt hatten"
NO_SUGGESTIONS = "Dazu wurde keine Anregung gefunden."
SUGGESTIONS_NOTE = (
    "Anregungen aus der Diskussion zu diesem Punkt, durch Suche gefunden. Hervorgehoben sind "
    "Wörter, die sich danach genauso geändert haben. Ob eine Anregung übernommen wurde, sagen die "
    "Dokumente nicht."
)
ALSO_INSERTED = "Diese Wörter sind im Beschluss hinzugekommen:"
ALSO_DELETED = "Diese Wörter aus dem Entwurf fehlen im Beschluss:"
TAKE_ALONG = "Mitnehmen als"

LABELLED_PAGE = "Seite {label} (in der Datei: {page})"
"""A page that the document calls otherwise than by its number, such as `iv`."""

MORE_DOCUMENTS = "{titles} und {count} weitere"
OPERATOR_UNKNOWN = (
    "Wer dieses System betreibt, ist noch nicht eingetragen (Einstellung LEITLINIEN_OPERATOR). "
    "Ihre Fragen werden nicht gespeichert."
)
NO_COMMITMENTS = (
    "In diesen Dokumenten stehen keine Zusagen: kein Beschluss, kein Entwurf, keine "
    "Handlungsansätze und keine Anregungen."
)
UNAVAILABLE = (
    "Die Suche ist im Moment nicht erreichbar. Bitte stellen Sie Ihre Frage in ein paar Minuten "
    "noch einmal."
)
