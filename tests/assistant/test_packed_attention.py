import torch

from assistant.packed_attention import use_packed_attention
from tests.assistant.reading import small_encoder

TEXTS = [[0, 5, 6, 7, 2], [0, 9, 2], [0, 11, 12, 13, 14, 15, 2]]


def test_texts_in_a_row_are_read_as_if_each_were_alone():
    plain, packed = small_encoder(), small_encoder()
    use_packed_attention(packed)
    lengths = [len(text) for text in TEXTS]
    with torch.inference_mode():
        row = packed(
            input_ids=torch.tensor([[token for text in TEXTS for token in text]]),
            position_ids=torch.cat([torch.arange(length) for length in lengths])[None],
            lengths=lengths,
        ).last_hidden_state[0]
        for text, states in zip(TEXTS, row.split(lengths), strict=True):
            alone = plain(input_ids=torch.tensor([text])).last_hidden_state[0]
            assert torch.allclose(states, alone, atol=1e-5)
