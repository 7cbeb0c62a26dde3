"""Reporters show findings where people and machines read them."""
