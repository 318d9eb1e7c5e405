"""Taking people and cases over from an OPS: handed in, read, shown, carried out in steps, undone."""

from cus.cases.services.ops_import.answering import answer_row, map_help
from cus.cases.services.ops_import.course import (
    begin_reading,
    begin_taking_over,
    begin_undoing,
    drop_import,
    end_broken_imports,
    hand_in,
    stop_import,
)
from cus.cases.services.ops_import.judging import judge_anew
from cus.cases.services.ops_import.reading import read_import
from cus.cases.services.ops_import.taking_over import carry_out_import
from cus.cases.services.ops_import.undoing import carry_out_undoing

__all__ = [
    "answer_row",
    "begin_reading",
    "begin_taking_over",
    "begin_undoing",
    "carry_out_import",
    "carry_out_undoing",
    "drop_import",
    "end_broken_imports",
    "hand_in",
    "judge_anew",
    "map_help",
    "read_import",
    "stop_import",
]
