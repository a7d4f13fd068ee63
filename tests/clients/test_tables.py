"""Tables, compared with the readers and writers of Python: csv, openpyxl, xlsxwriter, xlwt and odfpy."""

import csv
import datetime
import json
import random

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.element import Text
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import LineBreak, P, S, Tab

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


def cells(chance):
    """A cell of a workbook, and what it means in a table."""
    day = datetime.date(1990, 1, 1) + datetime.timedelta(days=chance.randrange(9000))
    moment = datetime.datetime(2026, 1, 1, 8, 30) + datetime.timedelta(seconds=chance.randrange(10**6))
    time = datetime.time(chance.randrange(24), chance.randrange(60), 1 + chance.randrange(59))
    number = chance.randrange(10**15)
    fraction = chance.randrange(1, 8000) / 8
    text = chance.choice([text for text in TEXTS if text != "=1+1"])
    flag = chance.random() < 0.5
    return chance.choice([
        (None, ""), (text, text), (number, str(number)), (fraction, f"{fraction:g}"), (flag, str(flag).lower()),
        (day, day.isoformat()), (moment, moment.isoformat()), (time, time.isoformat()),
    ])  # fmt: skip


def generated(chance):
    """The rows of a table of workers, each cell with its meaning."""
    return [[(f"w{number}", f"w{number}"), *(cells(chance) for _ in COLUMNS)] for number in range(60)]


def meanings(rows):
    header = ["username", *COLUMNS]
    texts = ([meaning for _, meaning in row] for row in rows)
    return {row[0]: values(header, row) for row in texts}


HEADER = ["username", *(f"data: {name}" for name in COLUMNS)]


@pytest.mark.parametrize("seed", SEEDS)
def test_old_workbook_of_xlwt_is_read(server, empty_domain, tmp_path, seed):
    chance = random.Random(seed)
    domain = empty_domain(f"xls{seed}").name
    rows = generated(chance)
    formats = [(datetime.datetime, "yyyy-mm-dd hh:mm:ss"), (datetime.date, "yyyy-mm-dd"), (datetime.time, "hh:mm:ss")]
    styles = [(kind, xlwt.easyxf(num_format_str=code)) for kind, code in formats]
    book = xlwt.Workbook()
    sheet = book.add_sheet("Staff")
    for place, row in enumerate([[(name, name) for name in HEADER], *rows]):
        for column, (value, _) in enumerate(row):
            if value is not None:
                fitting = [style for kind, style in styles if isinstance(value, kind)]
                sheet.write(place, column, value, *fitting[:1])
    path = tmp_path / "workers.xls"
    book.save(str(path))
    server.command("import", str(path), "--domain", domain)
    assert exported(server, domain) == meanings(rows)


def paragraphs(text):
    """A text in OpenDocument, which collapses blanks."""
    paragraph = P()
    for c in text:
        element = {" ": S, "\t": Tab, "\n": LineBreak}.get(c)
        paragraph.addElement(element() if element else Text(c), check_grammar=False)
    return paragraph


def open_document_cell(value, repeated):
    extra = {"numbercolumnsrepeated": str(repeated)} if repeated > 1 else {}
    if value is None:
        return TableCell(**extra)
    if isinstance(value, bool):
        kind, attributes = "boolean", {"booleanvalue": str(value).lower()}
    elif isinstance(value, (int, float)):
        kind, attributes = "float", {"value": repr(value)}
    elif isinstance(value, datetime.date):
        kind, attributes = "date", {"datevalue": value.isoformat()}
    elif isinstance(value, datetime.time):
        kind, attributes = "time", {"timevalue": value.strftime("PT%HH%MM%SS")}
    else:
        kind, attributes = "string", {}
    cell = TableCell(valuetype=kind, **attributes, **extra)
    cell.addElement(paragraphs(value if kind == "string" else "as shown"))
    return cell


@pytest.mark.parametrize("seed", SEEDS)
def test_open_document_of_odfpy_is_read(server, empty_domain, tmp_path, seed):
    chance = random.Random(seed)
    domain = empty_domain(f"ods{seed}").name
    rows = generated(chance)
    document = OpenDocumentSpreadsheet()
    table = Table(name="Staff")
    for row in [[(name, name) for name in HEADER], *rows]:
        line = TableRow()
        column = 0
        while column < len(row):
            value = row[column][0]
            repeated = 1
            while column + repeated < len(row) and row[column + repeated][0] is value is None:
                repeated += 1
            line.addElement(open_document_cell(value, repeated))
            column += repeated
        line.addElement(TableCell(numbercolumnsrepeated="16000"))
        table.addElement(line)
    table.addElement(TableRow(numberrowsrepeated="1000000"))
    document.spreadsheet.addElement(table)
    path = tmp_path / "workers.ods"
    document.save(str(path))
    server.command("import", str(path), "--domain", domain)
    assert exported(server, domain) == meanings(rows)


def test_merged_cells_of_an_open_document(server, empty_domain, tmp_path):
    domain = empty_domain("ods-merged").name
    document = OpenDocumentSpreadsheet()
    table = Table(name="Staff")
    tall = TableCell(valuetype="string", numberrowsspanned="2", numbercolumnsspanned="1")
    tall.addElement(P(text="north"))
    for cells_of_row in [["username", "data: area"], ["ada", tall], ["bob", CoveredTableCell()]]:
        line = TableRow()
        for cell in cells_of_row:
            line.addElement(open_document_cell(cell, 1) if isinstance(cell, str) else cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    path = tmp_path / "workers.ods"
    document.save(str(path))
    server.command("import", str(path), "--domain", domain)
    assert exported(server, domain) == {"ada": {"area": "north"}, "bob": {"area": "north"}}


def test_formula_of_xlsxwriter_is_an_error(server, empty_domain, tmp_path):
    domain = empty_domain("formulas-xw").name
    path = tmp_path / "workers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["username", "first_name"])
        sheet.write_row(1, 0, ["ada"])
        # The program writes 0 as the value.
        sheet.write_formula(1, 1, '="A"&"da"')
    with pytest.raises(AssertionError, match="no saved value"):
        server.command("import", str(path), "--domain", domain)
    assert exported(server, domain) == {}


def test_bulk_upload_creates_its_groups(server, empty_domain, tmp_path):
    domain = empty_domain("bulk").name
    book = openpyxl.Workbook()
    groups = book.active
    groups.title = "groups"
    groups.append(["id", "name", "case-sharing", "reporting", "data: area"])
    groups.append([None, "Nurses", True, False, "north"])
    users = book.create_sheet("users")
    users.append(["username", "name", "group 1", "domain", "deactivate_after"])
    users.append(["ada", "Ada Lovelace", "Nurses", domain, "03-2099"])
    path = tmp_path / "bulk.xlsx"
    book.save(path)
    output = server.command_json("import", str(path), "--domain", domain)
    assert (output["created"], output["notes"]) == (1, ["Groups that were created: Nurses."])
    lines = server.command("export", "--domain", domain, "--format", "jsonl").splitlines()
    worker = json.loads(lines[0])
    assert (worker["group"], worker["deactivate_after"]) == (["Nurses"], "03-2099")
