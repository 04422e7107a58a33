/* The stack of open brackets, f-strings and fields. Bracket depth is its height: there is no counter to get out of step. */
#include "syntax/nesting.h"

void nesting_push(Nesting *nesting, Nest nest) {
    nesting->fstrings += nest.kind == NEST_FSTRING;
    vector_push(&nesting->open, nest);
}

Nest nesting_pop(Nesting *nesting) {
    Nest nest = vector_pop(&nesting->open);
    nesting->fstrings -= nest.kind == NEST_FSTRING;
    return nest;
}

Nest *nesting_top(const Nesting *nesting) {
    return nesting->open.count ? &vector_last(&nesting->open) : NULL;
}

bool nesting_in_field(const Nesting *nesting) {
    Nest *top = nesting_top(nesting);
    return top && top->kind == NEST_FIELD;
}

bool nesting_in_text(const Nesting *nesting) {
    Nest *top = nesting_top(nesting);
    return top && (top->kind == NEST_FSTRING || (top->kind == NEST_FIELD && top->in_spec));
}

Nest *nesting_fstring(const Nesting *nesting) {
    for (size_t i = nesting->open.count; i-- > 0;) {
        if (nesting->open.at[i].kind == NEST_FSTRING) return &nesting->open.at[i];
    }
    return NULL;
}

char nesting_closer(char opener) {
    return opener == '(' ? ')' : opener == '[' ? ']' : '}';
}
