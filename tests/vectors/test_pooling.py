import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onyx_desktop.domain import Pooling
from onyx_desktop.errors import ModelDamaged
from onyx_desktop.vectors.pooling import layer_norm, pool, read_layers, unit

ROWS = np.random.default_rng(2).normal(size=(5, 16)).astype(np.float32)


def test_pooling_by_hand():
    hidden = np.array([[1, 8], [3, 4], [5, 0]], np.float32)
    expected = {Pooling.MEAN: [3, 4], Pooling.MAX: [5, 8], Pooling.CLS: [1, 8], Pooling.LAST: [5, 0]}
    assert {each: pool(hidden, each).tolist() for each in Pooling} == expected


def test_layer_norm_is_torchs():
    import torch

    theirs = torch.nn.functional.layer_norm(torch.from_numpy(ROWS), (16,)).numpy()
    np.testing.assert_allclose(layer_norm(ROWS), theirs, atol=1e-5)


@pytest.mark.parametrize("length", [1, 3, 8, 16])
def test_cutting_what_is_stored_is_layer_norm_then_cut_then_length_one(length):
    stored = unit(layer_norm(ROWS))
    np.testing.assert_allclose(unit(stored[:, :length]), unit(layer_norm(ROWS)[:, :length]), atol=1e-6)


SIZES = st.floats(2.0**-30, 2.0**59, width=32)  # smaller ones are squared to nothing; no model gives them


@given(arrays(np.float32, (3, 4), elements=st.one_of(st.just(0.0), SIZES, SIZES.map(lambda size: -size))))
def test_rows_have_length_one_except_nothing(rows):
    lengths = np.linalg.norm(unit(rows).astype(np.float64), axis=1)
    np.testing.assert_allclose(lengths, rows.any(axis=1).astype(float), atol=1e-5)


@pytest.mark.parametrize("activation", ["tanh", "relu", "gelu", "identity"])
def test_layers_are_torchs(tmp_path, activation):
    import torch

    chance = np.random.default_rng(7)
    first, second = chance.normal(size=(12, 16)).astype(np.float32), chance.normal(size=(6, 12)).astype(np.float32)
    bias = chance.normal(size=12).astype(np.float32)
    facts = {"activation_0": activation, "activation_1": "identity"}  # the second layer has no bias
    np.savez(tmp_path / "dense.npz", weight_0=first, bias_0=bias, weight_1=second, **facts)
    applied = {"tanh": torch.tanh, "relu": torch.relu, "gelu": torch.nn.GELU(), "identity": torch.nn.Identity()}
    inner = applied[activation](torch.from_numpy(ROWS @ first.T + bias)).numpy()
    ours = ROWS
    for layer in read_layers(tmp_path, "test"):
        ours = layer.apply(ours)
    np.testing.assert_allclose(ours, inner @ second.T, atol=1e-5)


@pytest.mark.parametrize("broken", ["text", "activation", "lacking"])
def test_a_file_of_layers_that_is_none_is_damaged(tmp_path, broken):
    path = tmp_path / "dense.npz"
    match broken:
        case "text":
            path.write_bytes(b"no layers")
        case "activation":
            np.savez(path, weight_0=ROWS, activation_0="swish")
        case "lacking":
            np.savez(path, weight_0=ROWS)
    with pytest.raises(ModelDamaged):
        read_layers(tmp_path, "test")


def test_no_file_no_layers(tmp_path):
    assert read_layers(tmp_path, "test") == ()
