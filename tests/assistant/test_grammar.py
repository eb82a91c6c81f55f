import pytest

from assistant import grammar
from assistant.tagging import tag

# Sentence -> the places that the function should mark. The first half of each went into
# writing it, the second was labelled afterwards.

PASSIVES = {
    "Die Stadt wird von der Bürgermeisterin geleitet.": ["wird von der Bürgermeisterin geleitet"],
    "Der Antrag muss bis Montag gestellt werden.": ["gestellt werden"],
    "Das Haus ist letztes Jahr gebaut worden.": ["gebaut worden"],
    "Der Antrag, der gestellt wurde, ist fertig.": ["gestellt wurde"],
    "Das Geld wird, wenn es geht, sofort überwiesen.": ["wird, wenn es geht, sofort überwiesen"],
    "Alle Formulare wurden ausgefüllt und abgegeben.": ["wurden ausgefüllt"],
    "Wir wissen, dass die Kurse angeboten werden.": ["angeboten werden"],
    "Der Kurs würde gut besucht.": ["würde gut besucht"],
    "Sie wird Lehrerin.": [],
    "Er wird den Ausweis verlängern.": [],
    "Das Wetter wird schlecht.": [],
    "Sie ist Ärztin geworden.": [],
    "Sie werden den Brief bekommen.": [],
    "Der Bus wird schon gefahren sein.": [],
    "Die Tür ist geöffnet.": [],
    "Wir haben die Wohnung gefunden.": [],
    "Sie wird bald krank.": [],
    "Die Leitlinien wurden vom Stadtrat beschlossen.": ["wurden vom Stadtrat beschlossen"],
    "Kinder werden in der Schule gefördert.": ["werden in der Schule gefördert"],
    "Diese Stelle soll bald besetzt werden.": ["besetzt werden"],
    "Niemand darf benachteiligt werden.": ["benachteiligt werden"],
    "Die Wohnung ist schon vermietet worden.": ["vermietet worden"],
    "Hier wird Deutsch gesprochen.": ["wird Deutsch gesprochen"],
    "Der Ausweis wird Ihnen zugeschickt, sobald er fertig ist.": ["wird Ihnen zugeschickt"],
    "Es wurde viel gelacht.": ["wurde viel gelacht"],
    "Wenn das Formular geprüft worden ist, bekommen Sie Post.": ["geprüft worden"],
    "Danach werden die Teilnehmenden eingeladen.": ["werden die Teilnehmenden eingeladen"],
    "Meine Schwester will Ärztin werden.": [],
    "Morgen werde ich das Amt anrufen.": [],
    "Die Kinder sind müde geworden.": [],
    "Die Stadt hat den Plan beschlossen.": [],
    "Es wird Winter.": [],
    "Wir werden uns dort treffen.": [],
    "Das Büro ist geschlossen.": [],
    "Er wird den Termin vergessen haben.": [],
    "Sie werden vom Amt einen Brief erhalten.": [],
}
SUBJUNCTIVES = {
    "Das wäre schön.": ["wäre"],
    "Könnten Sie mir helfen?": ["Könnten"],
    "Er sagt, er habe keine Zeit.": ["habe"],
    "Sie sagt, sie komme morgen.": ["komme"],
    "Ich würde gern arbeiten.": ["würde"],
    "Die Stadt erklärt, das sei neu.": ["sei"],
    "Man müsse warten, sagt das Amt.": ["müsse"],
    "Wenn ich Geld hätte, käme ich mit.": ["hätte", "käme"],
    "Ohne Hilfe bekäme er keinen Platz.": ["bekäme"],
    "Ich habe Zeit.": [],
    "Die Würde des Menschen ist wichtig.": [],
    "Seien Sie pünktlich!": [],
    "Ich möchte einen Kaffee.": [],
    "Er konnte nicht kommen.": [],
    "Sie gingen nach Hause.": [],
    "Heute lerne ich Deutsch.": [],
    "Er sollte gestern kommen.": [],
    "Die Stände sind offen.": [],
    "Sie musste lange warten.": [],
    "Ich komme, und sie bleibt.": [],
    "Hätten Sie morgen Zeit?": ["Hätten"],
    "Wir wüssten gern mehr.": ["wüssten"],
    "Er behauptet, die Miete sei bezahlt.": ["sei"],
    "An deiner Stelle ginge ich zum Arzt.": ["ginge"],
    "Es gäbe noch einen Platz.": ["gäbe"],
    "Das Amt teilt mit, man könne online buchen.": ["könne"],
    "Sie dürften das eigentlich wissen.": ["dürften"],
    "Er sagt, er arbeite zu viel.": ["arbeite"],
    "Die Zeugen sagen, sie seien unschuldig.": ["seien"],
    "Ohne dich wäre alles schwerer.": ["wäre"],
    "Ich werde das machen.": [],
    "Sie konnten den Bus sehen.": [],
    "Sei bitte leise!": [],
    "Wir durften nicht hinein.": [],
    "Die Wolle ist warm.": [],
    "Ich sage dir die Wahrheit.": [],
    "Er kam sehr spät.": [],
    "Er wollte Hilfe.": [],
    "Die Nähe zur Schule ist gut.": [],
    "Ich arbeite, und er schläft.": [],
}
GENITIVES = {
    "Das Büro des Amtes ist offen.": ["des Amtes"],
    "Die Förderung der Integration ist wichtig.": ["der Integration"],
    "Die Teilhabe aller Menschen ist das Ziel.": ["aller Menschen"],
    "Magdeburgs Straßen sind breit.": ["Magdeburgs"],
    "Wegen der Krankheit bleibt das Amt zu.": ["der Krankheit"],
    "Die Kinder deutscher Eltern lernen hier.": ["deutscher Eltern"],
    "Die Frau, deren Kind krank ist, bleibt zu Hause.": ["deren"],
    "Die Hilfe unserer Nachbarn ist gut.": ["unserer Nachbarn"],
    "Die Arbeit eines Arztes ist schwer.": ["eines Arztes"],
    "Innerhalb eines Jahres lernt sie Deutsch.": ["eines Jahres"],
    "Die Aufgaben der kommunalen Verwaltung wachsen.": ["der kommunalen Verwaltung"],
    "Die Stadt hilft der Familie.": [],
    "In der Stadt gibt es Kurse.": [],
    "Der Mann, der hier wohnt, ist nett.": [],
    "Das Haus von dem Lehrer ist neu.": [],
    "Dieses Haus ist alt.": [],
    "Im Sommer fährt der Bus.": [],
    "Er gibt das Buch der Lehrerin.": [],
    "Sie wohnt in der Leipziger Straße.": [],
    "Ein alter Mann kommt.": [],
    "Ihr Sohn geht mit unserer Tochter.": [],
    "Am Montag beginnt der Kurs.": [],
    "Mit einer Freundin lernt sie Deutsch.": [],
    "Die Mitarbeiterin der Ausländerbehörde ist nett.": ["der Ausländerbehörde"],
    "Am Ende des Monats kommt das Geld.": ["des Monats"],
    "Die Eltern meiner Freundin wohnen hier.": ["meiner Freundin"],
    "Trotz des Regens gehen wir los.": ["des Regens"],
    "Deutschlands Schulen sind voll.": ["Deutschlands"],
    "Die Rechte der Kinder sind wichtig.": ["der Kinder"],
    "Aufgrund der hohen Kosten bleibt das Bad zu.": ["der hohen Kosten"],
    "Das ist die Meinung vieler Menschen.": ["vieler Menschen"],
    "Die Unterstützung ehrenamtlicher Projekte läuft weiter.": ["ehrenamtlicher Projekte"],
    "Der Mann, dessen Auto hier steht, kommt gleich.": ["dessen"],
    "Das Fahrrad meines Bruders ist kaputt.": ["meines Bruders"],
    "Die Lehrerin dankt der Klasse.": [],
    "Das Kind hilft seiner Mutter.": [],
    "Nach der Arbeit geht er heim.": [],
    "Heute kommt der Arzt.": [],
    "Der neue Kurs ist gut.": [],
    "Die Frau mit der roten Jacke wartet.": [],
    "Jedes Kind bekommt einen Platz.": [],
    "Jeden Abend liest der Vater vor.": [],
    "Das Buch, das der Lehrer hat, ist alt.": [],
    "Wenn am Montag der Kurs beginnt, bin ich da.": [],
    "Sie schreibt ihrer Mutter einen Brief.": [],
    "Thomas wohnt in Paris.": [],
}
NEGATIONS = {
    "Ich verstehe das nicht.": ["nicht"],
    "Es gibt keine Plätze.": ["keine"],
    "Niemand hat Zeit.": ["Niemand"],
    "Das war nie so.": ["nie"],
    "Weder Bus noch Bahn fahren.": ["Weder"],
    "Hier ist nichts.": ["nichts"],
    "Er hat keinen Pass und keine Arbeit.": ["keinen", "keine"],
    "Nicht nur Kinder lernen hier.": [],
    "Die Nichte kommt.": [],
    "Das ist nur für Kinder.": [],
    "Ein Nichtraucher wohnt hier.": [],
    "Der kleine Laden ist neu.": [],
    "Sie niest.": [],
    "Sie dürfen hier nicht rauchen.": ["nicht"],
    "Ich habe niemanden gesehen.": ["niemanden"],
    "Es kostet nichts.": ["nichts"],
    "Das ist kein Problem.": ["kein"],
    "Er kommt niemals zu spät.": ["niemals"],
    "Das gilt keinesfalls für alle.": ["keinesfalls"],
    "Man findet ihn nirgends.": ["nirgends"],
    "Es ist nicht nur billig, sondern auch gut.": [],
    "Die kleine Anna lacht.": [],
    "Sie vernichtet den Brief.": [],
    "Keine Sorge.": ["Keine"],
    "Er nickt.": [],
    "Sie sind einverstanden.": [],
}
SUB_CLAUSES = {
    "Ich lerne Deutsch, weil ich arbeiten will.": ["weil ich arbeiten will"],
    "Wenn es regnet, bleiben wir hier.": ["Wenn es regnet"],
    "Der Kurs, der am Montag beginnt, ist voll.": ["der am Montag beginnt"],
    "Ich weiß nicht, wer heute kommt.": ["wer heute kommt"],
    "Sie lernen Deutsch, um Arbeit zu finden.": ["um Arbeit zu finden"],
    "Wer neu ist, muss sich anmelden.": ["Wer neu ist"],
    "Ich glaube, dass das geht.": ["dass das geht"],
    "Die Firma, in der sie arbeitet, ist groß.": ["in der sie arbeitet"],
    "Obwohl er krank war, kam er.": ["Obwohl er krank war"],
    "Als ich klein war, lebte ich in Syrien.": ["Als ich klein war"],
    "Während Sie warten, lesen Sie bitte.": ["Während Sie warten"],
    "Sie fragt, ob das geht.": ["ob das geht"],
    "Wer kommt heute?": [],
    "Er ist größer als du.": [],
    "Wir essen und wir trinken.": [],
    "Während des Kurses ist das Handy aus.": [],
    "Wo kann ich Deutsch lernen?": [],
    "Die Stadt, die Vereine und die Schulen helfen.": [],
    "Bis Montag ist Zeit.": [],
    "Es gibt Kurse, Treffen und Feste.": [],
    "Damit lernen Sie Deutsch.": [],
    "Seit Mai wohnt er hier.": [],
    "Der Kurs ist neu, aber er ist voll.": [],
    "Bleiben Sie zu Hause, wenn Sie krank sind.": ["wenn Sie krank sind"],
    "Nachdem er gegessen hatte, ging er.": ["Nachdem er gegessen hatte"],
    "Die Leute, die hier arbeiten, kommen aus Polen.": ["die hier arbeiten"],
    "Es ist schön, dass Sie da sind.": ["dass Sie da sind"],
    "Rufen Sie an, damit wir helfen können.": ["damit wir helfen können"],
    "Zeigen Sie uns, wo Sie wohnen.": ["wo Sie wohnen"],
    "Er geht, ohne sich zu verabschieden.": ["ohne sich zu verabschieden"],
    "Da es spät ist, gehe ich.": ["Da es spät ist"],
    "Das Kind, dessen Eltern arbeiten, bleibt in der Kita.": ["dessen Eltern arbeiten"],
    "Bevor Sie unterschreiben, lesen Sie alles.": ["Bevor Sie unterschreiben"],
    "Sie kann kommen, falls sie Zeit hat.": ["falls sie Zeit hat"],
    "Wann beginnt der Kurs?": [],
    "Sie ist so alt wie ich.": [],
    "Hören Sie zu und schreiben Sie mit.": [],
    "Als Lehrerin arbeitet sie viel.": [],
    "Ich komme heute, denn ich habe Zeit.": [],
    "Statt Kaffee trinkt sie Tee.": [],
    "Er kauft Brot, Milch und Käse.": [],
    "Das ist der Mann aus Berlin.": [],
    "Bitte warten Sie bis zum Abend.": [],
    "Wie geht es Ihnen?": [],
    "Die Kinder spielen, die Eltern reden.": [],
    "Trotzdem kam er, aber sie blieb.": [],
}


def _marked(function, text):
    return [text[start:end] for start, end in function(tag(text, 0, len(text)))]


def _cases(table):
    return [pytest.param(text, places, id=text) for text, places in table.items()]


@pytest.mark.parametrize(("text", "places"), _cases(PASSIVES))
def test_passives(text, places):
    assert _marked(grammar.passives, text) == places


@pytest.mark.parametrize(("text", "places"), _cases(SUBJUNCTIVES))
def test_subjunctives(text, places):
    assert _marked(grammar.subjunctives, text) == places


@pytest.mark.parametrize(("text", "places"), _cases(GENITIVES))
def test_genitives(text, places):
    assert _marked(grammar.genitives, text) == places


@pytest.mark.parametrize(("text", "places"), _cases(NEGATIONS))
def test_negations(text, places):
    assert _marked(grammar.negations, text) == places


@pytest.mark.parametrize(("text", "places"), _cases(SUB_CLAUSES))
def test_sub_clauses(text, places):
    assert _marked(grammar.sub_clauses, text) == places


def test_enough_is_labelled():
    tables = (PASSIVES, SUBJUNCTIVES, GENITIVES, NEGATIONS, SUB_CLAUSES)
    assert sum(map(len, tables)) >= 190
    assert all(sum(not places for places in table.values()) >= 10 for table in tables)


@pytest.mark.parametrize(
    ("function", "text", "places"),
    [
        pytest.param("passives", "Er wird gefragt werden.", ["wird gefragt"], id="marked once"),
        pytest.param(
            "passives",
            "Erst wird gegessen, dann wird getanzt.",
            ["wird gegessen", "wird getanzt"],
            id="two passives",
        ),
        pytest.param("sub_clauses", "Der OB erklärt das.", [], id="OB is a mayor"),
        pytest.param(
            "genitives",
            "Die Aufgaben der Ämter des Landes wachsen.",
            ["der Ämter", "des Landes"],
            id="one after the other",
        ),
    ],
)
def test_special_cases(function, text, places):
    assert _marked(getattr(grammar, function), text) == places


@pytest.mark.parametrize("name", grammar.__all__)
@pytest.mark.parametrize("text", ["", "…", "„“", "1, 2, 3", "x" * 400], ids=repr)
def test_nothing_is_found_in_nothing(name, text):
    assert _marked(getattr(grammar, name), text) == []


def test_offsets_count_from_the_start_of_the_text():
    text = "Guten Tag. Das wird geprüft."
    start = text.index("Das")
    (place,) = grammar.passives(tag(text, start, len(text)))
    assert text[slice(*place)] == "wird geprüft"
