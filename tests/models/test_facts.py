"""What a folder says about itself, as versions 2 to 6 of sentence-transformers wrote it, and what is refused."""

import json

import numpy as np
import pytest

from onyx_desktop.domain import Kind, Pooling
from onyx_desktop.errors import ModelDamaged, ModelMissing
from onyx_desktop.models import folder
from onyx_desktop.models.convert import convert, understands
from onyx_desktop.models.facts import facts
from tests.tiny import publish

OLD = "sentence_transformers.models"


@pytest.fixture
def source(tmp_path):
    publish(tmp_path / "model")
    return tmp_path / "model"


def write(folder, name, content):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content))


def modules(folder, *kinds):
    """modules.json with steps of these kinds, the first in the root."""
    listed = [
        {"idx": place, "name": str(place), "path": f"{place}_{kind}" if place else "", "type": f"{OLD}.{kind}"}
        for place, kind in enumerate(kinds)
    ]
    write(folder, "modules.json", listed)


def old_pooling(**modes):
    return {"word_embedding_dimension": 32} | {f"pooling_mode_{name}": value for name, value in modes.items()}


@pytest.mark.parametrize(
    ("config", "pooling"),
    [
        (old_pooling(cls_token=True, mean_tokens=False, max_tokens=False), Pooling.CLS),
        (old_pooling(cls_token=False, mean_tokens=True), Pooling.MEAN),
        (old_pooling(max_tokens=True), Pooling.MAX),
        (old_pooling(lasttoken=True), Pooling.LAST),
        (old_pooling(), Pooling.MEAN),
        ({"pooling_mode": "lasttoken"}, Pooling.LAST),
        ({"pooling_mode": ["cls"]}, Pooling.CLS),
    ],
)
def test_poolings_old_and_new(source, config, pooling):
    modules(source, "Transformer", "Pooling")
    write(source, "1_Pooling/config.json", config)
    assert facts(source)["pooling"] is pooling


@pytest.mark.parametrize(
    ("config", "why"),
    [
        (old_pooling(weightedmean_tokens=True), "weightedmean"),
        (old_pooling(mean_sqrt_len_tokens=True), "mean_sqrt_len"),
        (old_pooling(cls_token=True, mean_tokens=True), r"cls \+ mean"),
        ({"pooling_mode": "weightedmean"}, "weightedmean"),
        ({"pooling_mode": "mean", "include_prompt": False}, "without the prompt"),
    ],
)
def test_other_poolings_are_refused_by_name(source, config, why):
    modules(source, "Transformer", "Pooling")
    write(source, "1_Pooling/config.json", config)
    with pytest.raises(ModelDamaged, match=why):
        facts(source)
    with pytest.raises(ModelDamaged, match=why):
        convert(source, source.parent / "out")


@pytest.mark.parametrize("kind", ["LSTM", "CNN", "LayerNorm", "WordWeights"])
def test_other_steps_are_refused_by_name(source, kind):
    modules(source, "Transformer", "Pooling", kind)
    write(source, "1_Pooling/config.json", {"pooling_mode": "mean"})
    with pytest.raises(ModelDamaged, match=kind):
        convert(source, source.parent / "out")


@pytest.mark.parametrize(
    "config", [{"activation_function": "torch.nn.modules.activation.SiLU"}, {"use_residual": True}]
)
def test_other_dense_layers_are_refused_by_name(source, config):
    modules(source, "Transformer", "Pooling", "Dense")
    write(source, "1_Pooling/config.json", {"pooling_mode": "mean"})
    write(source, "2_Dense/config.json", {"in_features": 32, "out_features": 32, **config})
    with pytest.raises(ModelDamaged, match=r"SiLU|use_residual"):
        convert(source, source.parent / "out")


@pytest.mark.parametrize("kinds", [("Dense", "Pooling"), ("Pooling", "Normalize", "Dense")])
def test_steps_in_another_order_are_refused(source, kinds):
    modules(source, "Transformer", *kinds)
    with pytest.raises(ModelDamaged, match="order"):
        convert(source, source.parent / "out")


def test_two_encoders_are_refused(source):
    write(source, "modules.json", [{"idx": 0, "path": "", "type": f"{OLD}.Router"}])
    types = {name: f"{OLD}.{name.partition('_')[2] or 'Transformer'}" for name in ("", "q_Transformer", "1_Pooling")}
    structure = {"query": ["q_Transformer", "1_Pooling"], "document": ["", "1_Pooling"]}
    write(source, "router_config.json", {"types": types, "structure": structure})
    write(source, "1_Pooling/config.json", {"pooling_mode": "mean"})
    with pytest.raises(ModelDamaged, match="an encoder of its own for questions"):
        convert(source, source.parent / "out")
    write(source, "router_config.json", {"types": types, "structure": structure | {"query": ["", "1_Pooling"]}})
    assert "model.onnx" in convert(source, source.parent / "out")


def test_prompts_and_lengths(source):
    modules(source, "Transformer", "Pooling", "Normalize")
    write(source, "1_Pooling/config.json", old_pooling(cls_token=True))
    write(source, "sentence_bert_config.json", {"max_seq_length": 48, "do_lower_case": False})
    prompts = {"query": "search: ", "passage": "text: ", "other": "?"}
    write(source, "config_sentence_transformers.json", {"prompts": prompts, "truncate_dim": 16})
    found = facts(source)
    assert (found["query_prefix"], found["document_prefix"]) == ("search: ", "text: ")
    assert found["max_tokens"] == 48
    assert found["normalise"]
    assert found["lengths"] == (16,)
    assert found["kind"] is Kind.DENSE


@pytest.mark.parametrize(
    ("family", "said", "expected"), [("bert", 1e30, 66), ("xlm-roberta", 1e30, 64), ("xlm-roberta", 512, 64)]
)
def test_no_more_tokens_than_there_are_positions(tmp_path, family, said, expected):
    publish(tmp_path / "model", family)
    write(tmp_path / "model", "tokenizer_config.json", {"model_max_length": said})
    assert facts(tmp_path / "model")["max_tokens"] == expected


def test_the_encoder_may_lie_in_a_folder_of_its_own(tmp_path):
    publish(tmp_path / "model" / "0_Transformer")
    publish(tmp_path / "plain")
    listed = [{"idx": 0, "path": "0_Transformer", "type": f"{OLD}.Transformer"}]
    listed += [{"idx": 1, "path": "1_Pooling", "type": f"{OLD}.Pooling"}]
    write(tmp_path / "model", "modules.json", listed)
    write(tmp_path / "model", "1_Pooling/config.json", {"pooling_mode": "mean"})
    assert convert(tmp_path / "model", tmp_path / "a") == convert(tmp_path / "plain", tmp_path / "b")


def test_markers_of_late_interaction_as_pylate_wrote_them(source):
    from safetensors.numpy import save_file

    write(source, "modules.json", [
        {"idx": 0, "path": "", "type": f"{OLD}.Transformer"},
        {"idx": 1, "path": "1_Dense", "type": "pylate.models.Dense.Dense"},
    ])  # fmt: skip
    write(source, "1_Dense/config.json", {"activation_function": "torch.nn.modules.linear.Identity", "bias": False})
    save_file({"linear.weight": np.ones((8, 32), np.float32)}, source / "1_Dense" / "model.safetensors")
    write(source, "config_sentence_transformers.json", {
        "model_type": "ColBERT", "query_prefix": "[Q] ", "document_prefix": "[D] ", "query_length": 24, "prompts": {},
    })  # fmt: skip
    found = facts(source)
    assert found["kind"] is Kind.LATE
    assert (found["query_prefix"], found["document_prefix"], found["query_tokens"]) == ("[Q] ", "[D] ", 24)
    assert found["dimensions"] == 8


@pytest.mark.parametrize(
    ("architecture", "kind"),
    [
        ("BertModel", Kind.DENSE),
        ("BertForMaskedLM", Kind.SPARSE),
        ("BertForSequenceClassification", Kind.RERANKER),
        ("HF_ColBERT", Kind.LATE),
    ],
)
def test_kinds_without_modules(source, architecture, kind):
    config = json.loads((source / "config.json").read_text()) | {"architectures": [architecture]}
    write(source, "config.json", config)
    assert folder.kind(source) is kind


def test_the_pipeline_goes_before_the_architecture(source):
    """Some dense encoders were saved from a model that was trained to fill in words."""
    config = json.loads((source / "config.json").read_text()) | {"architectures": ["BertForMaskedLM"]}
    write(source, "config.json", config)
    modules(source, "Transformer", "Pooling")
    write(source, "1_Pooling/config.json", {"pooling_mode": "mean"})
    assert facts(source)["kind"] is Kind.DENSE
    assert "model.onnx" in convert(source, source.parent / "out")


def test_a_head_that_is_not_there_is_named(source):
    config = json.loads((source / "config.json").read_text()) | {"architectures": ["BertForSequenceClassification"]}
    write(source, "config.json", config)
    with pytest.raises(ModelDamaged, match=r"no tensor .*pooler\.dense"):
        convert(source, source.parent / "out")


@pytest.mark.parametrize("listed", ["{}", "[1]", "[{}]", "{", '[{"type": "x.Transformer", "path": "../.."}]'])
def test_a_list_of_modules_that_is_none_is_refused(source, listed):
    (source / "modules.json").write_text(listed)
    with pytest.raises(ModelDamaged, match=r"modules\.json"):
        facts(source)


def test_a_family_that_is_not_known_is_told_and_not_guessed(source):
    config = json.loads((source / "config.json").read_text()) | {"model_type": "deberta-v2"}
    write(source, "config.json", config)
    assert not understands(source)
    with pytest.raises(ModelDamaged, match="model_type deberta-v2"):
        convert(source, source.parent / "out")


def test_an_empty_folder(tmp_path):
    with pytest.raises(ModelMissing, match=r"config\.json"):
        facts(tmp_path)
    with pytest.raises(ModelMissing, match=r"config\.json"):
        understands(tmp_path)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"hidden_activation": "silu"}, "silu"),
        ({"layer_types": ["full_attention", "strange"] * 2}, "strange"),
        ({"layer_types": ["full_attention"]}, "layer_types"),
        ({"rope_parameters": {"full_attention": {"rope_type": "yarn", "rope_theta": 1.0}}}, "rope"),
        ({"num_attention_heads": "many"}, "no number"),
    ],
)
def test_what_modernbert_may_not_say(tmp_path, changes, why):
    publish(tmp_path / "model", "modernbert")
    config = json.loads((tmp_path / "model" / "config.json").read_text()) | changes
    write(tmp_path / "model", "config.json", config)
    with pytest.raises(ModelDamaged, match=why):
        convert(tmp_path / "model", tmp_path / "out")


def test_modernbert_as_its_first_configs_say_it(tmp_path):
    publish(tmp_path / "new", "modernbert")
    publish(tmp_path / "old", "modernbert")
    config = json.loads((tmp_path / "old" / "config.json").read_text())
    del config["rope_parameters"], config["layer_types"]
    config |= {"global_rope_theta": 160000.0, "local_rope_theta": 10000.0, "global_attn_every_n_layers": 3}
    write(tmp_path / "old", "config.json", config)
    assert convert(tmp_path / "old", tmp_path / "a") == convert(tmp_path / "new", tmp_path / "b")
