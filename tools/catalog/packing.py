# SPDX-License-Identifier: GPL-3.0-or-later
"""The compact form of the tables: colormaps.bin, read by core/catalog/packed_tables.cpp.

All tables one after the other, in the order of colormaps.tsv, as a stream of 4-bit codes, high half
of a byte first. Channel by channel, entry by entry, each value is told by its difference d from the
straight continuation of the two before it (2 a - b; a alone for the second entry, 0 for the first),
modulo 256: codes 1..15 mean d = code - 8; code 0 is followed by the value itself in two codes.
Ahead of the codes: 'UWCM', then little-endian u32 number of codes and u32 FNV-1a hash of all
decoded bytes (red, green, blue of each entry)."""
import struct

import numpy as np


def fnv1a(data):
    h = 2166136261
    for byte in data:
        h = ((h ^ byte) * 16777619) & 0xffffffff
    return h


def channel_codes(values):
    codes, a, b = [], 0, 0
    for i, v in enumerate(int(v) for v in values):
        expected = 2 * a - b if i >= 2 else a
        d = (v - expected + 128) % 256 - 128
        codes += [d + 8] if -7 <= d <= 7 else [0, v >> 4, v & 15]
        a, b = v, a
    return codes


def pack(tables):
    codes = [c for table in tables for channel in table.T for c in channel_codes(channel)]
    count = len(codes)
    codes += [0] * (count % 2)
    body = bytes(16 * high + low for high, low in zip(codes[::2], codes[1::2]))
    plain = b''.join(np.ascontiguousarray(t, np.uint8).tobytes() for t in tables)
    return b'UWCM' + struct.pack('<II', count, fnv1a(plain)) + body


def unpack(data, sizes):
    """The inverse, for tests."""
    count, check = struct.unpack_from('<II', data, 4)
    codes = [c for byte in data[12:] for c in (byte >> 4, byte & 15)][:count]
    at, tables = 0, []
    for n in sizes:
        table = np.zeros((n, 3), np.uint8)
        for channel in range(3):
            a = b = 0
            for i in range(n):
                code, at = codes[at], at + 1
                if code:
                    v = ((2 * a - b if i >= 2 else a) + code - 8) & 255
                else:
                    v, at = 16 * codes[at] + codes[at + 1], at + 2
                table[i, channel], a, b = v, v, a
        tables.append(table)
    assert fnv1a(b''.join(t.tobytes() for t in tables)) == check, 'checksum'
    return tables
