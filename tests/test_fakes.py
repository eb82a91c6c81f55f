import socket

import numpy as np
import pytest

from assistant import Mode, Question
from assistant.glossary import Entry, Glossary
from tests.fakes import (
    FailingEncoder,
    FakeAssistant,
    FakeEncoder,
    answer_of,
    document_of,
    passage_of,
    pdf_of,
)


def test_fake_vectors_are_normalised_and_repeatable():
    vectors = FakeEncoder().encode(["Wohnen", "Sprache", ""], "passage")
    assert vectors.shape == (3, 64)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)
    np.testing.assert_array_equal(vectors[:1], FakeEncoder().encode(["Wohnen"], "query"))


def test_fake_vectors_of_shared_words_are_near():
    question, near, far = FakeEncoder().encode(
        ["bezahlbarer Wohnraum", "Wohnraum soll bezahlbar sein", "Kurse am Abend"], "query"
    )
    assert question @ near > question @ far


def test_failing_encoder_fails_after_the_given_number_of_texts():
    encoder = FailingEncoder(after=2)
    encoder.encode(["eins", "zwei"], "passage")
    with pytest.raises(MemoryError):
        encoder.encode(["drei"], "passage")


def test_pdf_has_an_object_for_each_page():
    assert pdf_of("eins", "zwei").count(b"/Type /Page ") == 2


@pytest.mark.parametrize(
    ("mode", "language", "expected"),
    [
        pytest.param(Mode.STANDARD, None, ("Es gibt Kurse.", "de"), id="standard"),
        pytest.param(
            Mode.SIMPLE, None, ("Einfach gesagt: Es gibt Kurse.", "de-simple"), id="simple"
        ),
        pytest.param(Mode.SIMPLE, "uk", ("Es gibt Kurse.", "de"), id="another language"),
    ],
)
def test_fake_answer_is_in_the_mode_of_its_question(mode, language, expected):
    document = document_of("Es gibt Kurse.")
    passage = passage_of(document, document.text)
    assistant = FakeAssistant(lambda question: answer_of(question, document, passage))
    question = Question("Was?", language, mode)
    answer = assistant.ask(question)
    assert [(one.text, one.language) for one in answer.statements] == [expected]
    assert [citation.quote for citation in answer.citations] == ["Es gibt Kurse."]
    assert (answer.question, assistant.asked) == (question, [question])


def test_fake_assistant_explains_what_it_is_given():
    entry = Entry("Kurs", ("Kurse",), "Unterricht")
    assert FakeAssistant(answer_of).glossary.entries == ()
    assert FakeAssistant(answer_of, Glossary([entry])).glossary.entries == (entry,)


@pytest.mark.parametrize(
    "reach",
    [
        pytest.param(lambda s: s.connect(("192.0.2.1", 80)), id="connect"),
        pytest.param(lambda s: s.connect_ex(("192.0.2.1", 80)), id="connect_ex"),
        pytest.param(lambda s: socket.getaddrinfo("example.org", 80), id="look up a name"),
    ],
)
def test_other_hosts_are_out_of_reach(reach):
    with socket.socket() as client, pytest.raises(AssertionError, match=r"192\.0\.2|example"):
        reach(client)


def test_this_machine_is_in_reach():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(("localhost", server.getsockname()[1])) as client,
    ):
        assert client.getpeername() == server.getsockname()
