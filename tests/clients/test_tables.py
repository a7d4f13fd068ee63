"""Tables, compared with the readers of Python: csv and openpyxl."""

import csv
import datetime
import json
import random

import openpyxl
import pytest

SEEDS = range(5)
COLUMNS = ["village", "Village", "note", "born", "at"]
TEXTS = [
    "plain", " edge ", "a,b;c\td", "two\nlines", 'say "x"', "it's", "=1+1", "+44", "-5", "@a", "'=x", "''",
    "TRUE", "007", "5.0", "1e5", "é😀", "ﻻ", "<b>&amp;", "null", "#clear",
]
DIALECTS = [
    {"delimiter": ",", "lineterminator": "\r\n"},
    {"delimiter": ";", "lineterminator": "\n"},
    {"delimiter": "\t", "lineterminator": "\n", "quoting": csv.QUOTE_ALL},
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16"]
FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "'")


def exported(server, domain):
    """The custom data of each worker."""
    lines = server.command("export", "--domain", domain, "--format", "jsonl").splitlines()
    return {worker["username"]: worker["data"] for worker in map(json.loads, lines)}


def unescaped(cell):
    """A cell of CSV without the apostrophe that keeps spreadsheets from evaluating it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_START) else cell


def shown(cell):
    """What a value of openpyxl means in a table."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(cell, datetime.datetime):
        is_date = cell.time() == datetime.time()
        return cell.date().isoformat() if is_date else cell.isoformat(timespec="seconds")
    if isinstance(cell, datetime.time):
        return cell.isoformat(timespec="seconds")
    return str(cell)


def values(header, row):
    """The custom data of a row; an empty cell is no value."""
    return {name.removeprefix("data: "): cell for name, cell in zip(header[1:], row[1:]) if cell not in ("", None)}


@pytest.mark.parametrize("seed", SEEDS)
def test_csv_is_read_as_python_reads_it(server, empty_domain, tmp_path, seed):
    chance = random.Random(seed)
    domain = empty_domain(f"csv{seed}").name
    path = tmp_path / "workers.csv"
    dialect, encoding = chance.choice(DIALECTS), chance.choice(ENCODINGS)
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, **dialect)
        writer.writerow(["username", *(f"data: {name}" for name in COLUMNS)])
        for number in range(100):
            writer.writerow([f"w{number}", *(chance.choice(["", *TEXTS]) for _ in COLUMNS)])
    server.command("import", str(path), "--domain", domain)
    with path.open(newline="", encoding=encoding) as file:
        header, *rows = csv.reader(file, delimiter=dialect["delimiter"])
    expected = {row[0]: values(header, [unescaped(cell) for cell in row]) for row in rows}
    assert exported(server, domain) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_workbook_is_read_as_openpyxl_reads_it(server, empty_domain, tmp_path, seed):
    chance = random.Random(seed)
    domain = empty_domain(f"xlsx{seed}").name
    path = tmp_path / "workers.xlsx"
    cells = [
        lambda: chance.choice(TEXTS[:1] + TEXTS[8:]),
        lambda: None,
        lambda: chance.randrange(10**15),
        lambda: chance.randrange(1000) / 8,
        lambda: chance.random() < 0.5,
        lambda: datetime.datetime(1990, 1, 1) + datetime.timedelta(days=chance.randrange(9000)),
        lambda: datetime.datetime(2026, 1, 1, 8, 30) + datetime.timedelta(seconds=chance.randrange(10**6)),
        lambda: datetime.time(chance.randrange(24), chance.randrange(60), chance.randrange(60)),
        lambda: datetime.timedelta(minutes=chance.randrange(10**4)),
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["username", *(f"data: {name}" for name in COLUMNS)])
    for number in range(100):
        sheet.append([f"w{number}", *(chance.choice(cells)() for _ in COLUMNS)])
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            # Otherwise openpyxl writes a formula.
            cell.data_type = "s"
    book.save(path)
    server.command("import", str(path), "--domain", domain)
    header, *rows = openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True)
    expected = {
        row[0]: {name: shown(cell) for name, cell in values(header, row).items()} for row in rows
    }
    assert exported(server, domain) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_python_reads_exports(server, empty_domain, tmp_path, seed):
    chance = random.Random(seed)
    domain = empty_domain(f"out{seed}").name
    people = {
        f"w{number}": {name: chance.choice(TEXTS) for name in COLUMNS if chance.random() < 0.7}
        for number in range(50)
    }
    lines = (json.dumps({"username": name, "data": data}) for name, data in people.items())
    server.command("import", "-", "--format", "jsonl", "--verdicts", str(tmp_path / "verdicts"),
                   "--domain", domain, stdin="\n".join(lines) + "\n")

    def of(header, row):
        return {
            name.removeprefix("data: "): cell
            for name, cell in zip(header, row)
            if name.startswith("data: ") and cell not in ("", None)
        }

    table = tmp_path / "out.csv"
    server.command("export", "--domain", domain, "--output", str(table))
    with table.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert {row[0]: of(header, [unescaped(cell) for cell in row]) for row in rows} == people
    book = tmp_path / "out.xlsx"
    server.command("export", "--domain", domain, "--output", str(book))
    header, *rows = openpyxl.load_workbook(book).active.iter_rows(values_only=True)
    assert {row[0]: of(header, row) for row in rows} == people


def test_formula_of_openpyxl_is_an_error(server, empty_domain, tmp_path):
    domain = empty_domain("formulas").name
    book = openpyxl.Workbook()
    book.active.append(["username", "first_name"])
    book.active.append(["ada", '=CONCATENATE("A","da")'])
    path = tmp_path / "workers.xlsx"
    book.save(path)
    with pytest.raises(AssertionError, match="no saved value"):
        server.command("import", str(path), "--domain", domain)
    assert exported(server, domain) == {}
