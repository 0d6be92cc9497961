"""Inputs that nobody would write, and the doors that they are pushed through."""
