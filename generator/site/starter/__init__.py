"""A new digest: what is asked, the files that it begins with, and the program that it brings along;
not who is asked.
"""
