"""The engine: asks the rules, applies waivers and selections, withholds follow-up findings, writes stamps."""
