from typing import Literal

Precision = Literal["int8", "fp32"]
