"""Documents that are alike, long and beside the point, and a data folder in which they are indexed."""

from pathlib import Path

from onyx_desktop import paths
from onyx_desktop.library import Library
from onyx_desktop.settings import Settings

BEES = ("swarms", "winter feeding", "varroa mites", "queen rearing", "wax and candles", "the smoker", "hive stands")
CLAUSE = (
    "The tenant may keep bees on the roof of the building as long as the neighbours agree to it in writing, and must"
    " take every hive away at his own cost before the lease ends or the roof is repaired."
)
OTHERS = {
    "soup.md": "# Pumpkin soup\n\nRoast the pumpkin, blend it with stock and add a little nutmeg before serving.",
    "printer.txt": "The printer on the second floor needs a new drum. The old one leaves grey stripes on every page.",
    "train.txt": "The night train to Vienna leaves at a quarter past nine. Breakfast is served in the compartment.",
    "tax.txt": "The tax return for the year is due at the end of July. Receipts must be kept for ten years.",
    "garage.txt": "Lease of the garage. The tenant parks one car in it and cleans the drain of the yard in autumn.",
}
QUESTION = "what must the keeper of honey bees know on the roof"


def write_texts(folder: Path) -> None:
    """A long book, a lease in three files, and others."""
    parts = (
        f"## On {subject}\n\n"
        + " ".join(f"Of {subject} the keeper of honey bees must know point {'very ' * each}well." for each in range(15))
        for subject in BEES
    )
    texts = {
        "The bee book.md": "# The bee book\n\n" + "\n\n".join(parts),
        "Lease_2024.txt": f"Lease\n\n{CLAUSE}",
        "Lease_2024 (copy).txt": f"Lease\n\n{CLAUSE}",
        "Lease_draft.txt": f"Lease\n\n{CLAUSE.replace('as long as', 'if')}",
        **OTHERS,
    }
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def index(root: Path) -> paths.Home:
    """Write the documents below a folder and index them."""
    home = paths.home(root / "home")
    home.create()
    write_texts(root / "Bees")
    with Library.open(home, Settings(speed="fast")) as library:
        library.add_folder(root / "Bees")
        for _ in library.update():
            pass
    return home
