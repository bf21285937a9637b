# SPDX-License-Identifier: GPL-3.0-or-later
"""Which licenses a part of the program may have: SPDX expressions, read and judged."""
import re

# Licenses whose works may become part of one that is GPL-3.0-or-later, and on whose word.
COMBINES = {
    'Apache-2.0': 'FSF: compatible with version 3',
    'BSD-2-Clause': 'FSF: compatible',
    'BSD-3-Clause': 'FSF: compatible',
    'CC-BY-4.0': 'FSF: compatible with all versions',
    'CC0-1.0': 'FSF: compatible',
    'GPL-2.0-or-later': 'its own words: any later version',
    'GPL-3.0-only': 'the same license; the whole is then conveyed under version 3',
    'GPL-3.0-or-later': 'the same license',
    'LGPL-2.0-or-later': 'its own words: section 3',
    'LGPL-3.0-or-later': 'its own words: the GPL with permissions',
    'LicenseRef-Ferret': 'public domain; asks for its notice and for access to the source',
    'LicenseRef-NCL': 'the conditions of BSD-3-Clause',
    'LicenseRef-formulae': 'nothing is claimed',
    'LicenseRef-matplotlib': 'made from the license of Python 2.2 and later: FSF: compatible',
    'LicenseRef-public-domain': 'nothing is claimed',
    'MIT': 'FSF: compatible (Expat)',
    'MPL-2.0': 'its own words: section 3.3',
}


def _tokens(expression):
    tokens = re.findall(r'[()]|[^\s()]+', expression)
    if not tokens:
        raise ValueError('no license')
    return tokens


def identifiers(expression):
    """The names of the licenses in an expression, each once, in their order."""
    return list(dict.fromkeys(t for t in _tokens(expression) if t not in ('(', ')', 'AND', 'OR')))


def combines(expression):
    """May a work under these terms be part of one that is GPL-3.0-or-later? ValueError for what is
    no expression of AND, OR, parentheses and names."""
    tokens = _tokens(expression)

    def term():
        token = tokens.pop(0) if tokens else ''
        if token == '(':
            value = choice()
            if not tokens or tokens.pop(0) != ')':
                raise ValueError(f'")" is missing in "{expression}"')
            return value
        if not re.fullmatch(r'[A-Za-z0-9][A-Za-z0-9.+-]*', token) or token in ('AND', 'OR', 'WITH'):
            raise ValueError(f'no license expression: "{expression}"')
        return token in COMBINES

    def chain(word, part, judge):
        values = [part()]
        while tokens and tokens[0] == word:
            tokens.pop(0)
            values.append(part())
        return judge(values)

    def choice():
        return chain('OR', lambda: chain('AND', term, all), any)

    value = choice()
    if tokens:
        raise ValueError(f'no license expression: "{expression}"')
    return value
