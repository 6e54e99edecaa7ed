"""What ties a viewer to households, read in the statement itself: one written text for each role.

Every text has the same columns. `admitted` says whether the supporter is in office in the role;
`of_viewer` are the supporter and the agencies they work for, the supporter first; `of_reach` holds the
households of watchers and the districts of community social workers, and what cases and hand-overs
add to these is in `households.py`; `of_denied` is what a protection keeps from the viewer whatever
else admits them; `of_opened` is what two people have opened to them of a protected household.

An administrator's text (`break_glass`) has one row while their glass is broken, and none otherwise,
so that nothing else of the statement is carried out; `opening` is which opening it is read under.
"""
