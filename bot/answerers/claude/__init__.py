"""The answerer whose prose is Claude's and whose quotes are the folder's.

`answerer` is the whole; `sources` is what Claude is given to cite and how a citation is found again, `request` the
rest of what it is told, `wire` and `events` know the SDK, `reading` takes its events with a deadline, `writing` makes
statements of them: `statements` cuts sentences. `vetting` says which may not stand: `figures` (by what `bearing`
gives), `opposites`, `names`, `unrelated` and `recital` each look for one thing, in `wordings`. `differing` says where
sources do, by what they have in `measures`. `meter` counts what it took, `trouble` sorts what can go wrong, `breaker`
stops asking for a while. `completing` is for forms instead of answers.
"""
