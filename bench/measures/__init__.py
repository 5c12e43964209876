"""One module a goal, each with `measure(stage)`: the rows of the table, as soon as they are known."""
