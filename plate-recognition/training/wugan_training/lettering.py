"""Boards, signs and vehicle lettering: what a plate finder is most easily taken in by."""

from __future__ import annotations

import cv2
import numpy as np

from .glyphs import GlyphSource

WORDS = (
    "停车场 出口 入口 收费处 减速慢行 请勿停车 消防通道 物流配送 中国邮政 东风 解放 吨位 地下车库 限高米 欢迎光临 一车一杆 扫码付费 "
    "有限公司 装饰工程 招租电话 大药房 超市便利 小心地滑 私家车位 禁止驶入 保洁 空调维修 实习 内有孩子 EXIT ENTRANCE STOP TAXI SALE "
    "POLICE AMBULANCE HOTEL PARKING P1 P2 B2 A区 B区 TURBO 4WD HYBRID AWD VVT-i 2.0T 280TSI 45TFSI"
).split()
"""Words of car parks, streets and tailgates; none is a plate."""


def draw_board(rng: np.random.Generator, glyphs: GlyphSource) -> np.ndarray:
    """A board with words or a telephone number, ``H x W x 3`` uint8 BGR, 48 to 110 pixels high.

    Texts of plate length in plate colours are left out: seven or eight such characters would be a plate.
    """
    lines = [_line(rng)] if rng.random() < 0.7 else [_line(rng), _line(rng)]
    cell = int(rng.integers(30, 48))
    narrow = rng.uniform(0.45, 1.0)
    widths = [sum(_advance(char, cell, narrow) for char in line) for line in lines]
    margin = int(rng.uniform(0.05, 0.8) * cell)
    board = np.empty((len(lines) * (cell + 6) + 2 * margin, max(widths) + 2 * margin, 3), np.float32)
    board[:] = rng.integers(0, 255, 3)
    ink = 255 - board[0, 0] if rng.random() < 0.5 else np.float32(rng.choice([15, 240])) + rng.normal(0, 10, 3)
    if abs(float(ink.mean()) - float(board[0, 0].mean())) < 50:
        ink = np.full(3, 245.0 if board[0, 0].mean() < 128 else 10.0)
    for k, line in enumerate(lines):
        x = margin + int(rng.integers(0, max(1, max(widths) - widths[k] + 1)))
        y = margin + k * (cell + 6) + 3
        for char in line:
            across = _advance(char, cell, narrow)
            mask = glyphs.coverage(char, "font", max(4, across - 3), cell)[..., None]
            area = board[y : y + cell, x : x + mask.shape[1]]
            area += (ink - area) * mask
            x += across
    if rng.random() < 0.3:
        cv2.rectangle(board, (2, 2), (board.shape[1] - 3, board.shape[0] - 3), tuple(float(v) for v in ink), 2)
    return np.clip(board, 0, 255).astype(np.uint8)


def _line(rng: np.random.Generator) -> str:
    kind = rng.random()
    if kind < 0.6:
        count = int(rng.integers(1, 4))
        return "".join(WORDS[int(rng.integers(len(WORDS)))] for _ in range(count))[:14]
    if kind < 0.85:  # telephone numbers are longer than any plate
        return f"{rng.choice(['0571-', '400-', '13', '18'])}{rng.integers(10**8, 10**9)}"
    return f"{rng.integers(1, 999)}{rng.choice(['m', 't', 'km/h', '号', '米', '%'])}"


def _advance(char: str, cell: int, narrow: float) -> int:
    """Width of a character's cell: full for Chinese, about half for Latin."""
    wide = ord(char) > 0x2E80
    return max(8, round(cell * narrow * (1.0 if wide else 0.6)))
