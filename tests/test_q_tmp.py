import pytest
from collections import Counter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk import *
from tests.portal.publishing.test_preview import filled, day_with
import re
pytestmark = pytest.mark.django_db
def sqls(ask):
    with CaptureQueriesContext(connection) as q: ask()
    return Counter(re.sub(r"\d+|'[^']*'","N"," ".join(x["sql"].split()))[:2000] for x in q)
def norm(c): return Counter({re.sub(r"\(N(, N)*\)","(N)",k):0 for k in c}) 
def test_x(chief_editor, organiser):
    for f,cl in ((filled,chief_editor),(day_with,organiser)):
        one, three = f(1), f(3)
        cl.get(address("page", one))
        a=Counter(); b=Counter()
        for k,n in sqls(lambda: cl.get(address("page", one))).items(): a[re.sub(r"\(N(, N)*\)","(N)",k)]+=n
        for k,n in sqls(lambda: cl.get(address("page", three))).items(): b[re.sub(r"\(N(, N)*\)","(N)",k)]+=n
        print(f, sum(a.values()), sum(b.values()))
        for k in (b-a): print("+", (b-a)[k], k[:100], "...", k[k.find("WHERE"):][:200])
        for k in (a-b): print("-", (a-b)[k], k[:100], "...", k[k.find("WHERE"):][:200])
