import numpy as np
import pytest

from onyx_desktop import paths
from onyx_desktop.vectors import processor
from onyx_desktop.vectors.processor import Processor, detect, flags_of
from onyx_desktop.vectors.session import Asked, Session

EPYC = "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu sse2 avx2 avx512f avx512_vnni\nbugs\t\t: none\n"
HASWELL = "flags\t\t: fpu sse2 avx2 fma\n"
PI = "processor\t: 0\nFeatures\t: fp asimd evtstrm asimddp\n"
MAC = "machdep.cpu.features: FPU SSE4.2 AVX1.0\nmachdep.cpu.leaf7_features: SMEP AVX2 BMI2\n"
APPLE = "hw.optional.arm.FEAT_DotProd: 1\nhw.optional.arm.FEAT_SME: 0\n"
MODEL = paths.resource("models/all-MiniLM-L6-v2/model.onnx")


@pytest.mark.parametrize(
    ("machine", "said", "expected"),
    [
        ("x86_64", EPYC, Processor("x86", avx2=True, avx512=True, vnni=True)),
        ("AMD64", HASWELL, Processor("x86", avx2=True)),
        ("x86_64", MAC, Processor("x86", avx2=True)),
        ("aarch64", PI, Processor("arm", dotprod=True)),
        ("arm64", APPLE, Processor("arm", dotprod=True)),
        ("riscv64", "", Processor("riscv64")),
    ],
    ids=["epyc", "haswell", "mac", "pi", "apple", "riscv"],
)
def test_a_processor_is_known_by_what_its_system_says(tmp_path, monkeypatch, machine, said, expected):
    (tmp_path / "cpuinfo").write_text(said)
    monkeypatch.setattr(processor, "_CPUINFO", tmp_path / "cpuinfo")
    monkeypatch.setattr(processor.platform, "machine", lambda: machine)
    monkeypatch.setattr(processor.sys, "platform", "linux")
    assert detect() == expected


def test_a_flag_that_is_off_or_only_sounds_alike_is_not_there():
    assert flags_of("hw.optional.arm.FEAT_SME: 0\nvmx flags\t: avx2\n") == set()


def test_a_system_that_says_nothing_has_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(processor, "_CPUINFO", tmp_path / "none")
    monkeypatch.setattr(processor.sys, "platform", "linux")
    assert detect() == Processor(detect().machine)


@pytest.mark.parametrize(
    ("given", "wide", "files"),
    [
        (Processor("x86", avx2=True), {"session.x64quantprecision": "1"}, "quint8_avx2"),
        (Processor("x86", avx2=True, avx512=True), {"session.x64quantprecision": "1"}, "quint8_avx2"),
        (Processor("x86", avx2=True, avx512=True, vnni=True), {}, "qint8_avx512_vnni"),
        (Processor("arm", dotprod=True), {}, "qint8_arm64"),
        (Processor("arm"), {}, "qint8_arm64"),
    ],
    ids=str,
)
def test_what_fits_which_processor(given, wide, files):
    assert given.settings(narrow=False) == wide
    assert given.settings(narrow=True) == {}
    assert given.files()[0] == files


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("machine", ["x86", "arm"])
def test_the_embedded_model_gives_the_same_vectors_with_every_choice_of_kernels(machine, narrow):
    ids = np.array([101, 4937, 2938, 2006, 1037, 13523, 102])
    expected = Session(MODEL, "embedded").read(ids)
    chosen = Session(MODEL, "embedded", Asked(narrow=narrow, processor=Processor(machine, avx2=True)))
    np.testing.assert_allclose(chosen.read(ids), expected, atol=1e-5)
