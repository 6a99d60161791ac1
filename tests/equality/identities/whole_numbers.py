"""Half turns for whole numbers, as Fourier coefficients have them."""

from __future__ import annotations

ROWS = [
    ("sin(n*pi/2+pi/2)", "cos(n*pi/2)", "n:integer"),
    ("cos((n+1)*pi/2)", "-sin(n*pi/2)", "n:integer"),
    ("sin(3*n*pi/2)", "-sin(n*pi/2)", "n:integer"),
    ("cos(3*n*pi/2)", "cos(n*pi/2)", "n:integer"),
    ("sin(5*n*pi/2)", "sin(n*pi/2)", "n:integer"),
    ("sin((2*n+1)*pi/2)", "cos(n*pi)", "n:integer"),
    ("sin(n*pi/2)^3", "sin(n*pi/2)", "n:integer"),
    ("sin(n*pi/2)*(-1)^n", "-sin(n*pi/2)", "n:integer"),
    ("cos(n*pi/2)*(-1)^n", "cos(n*pi/2)", "n:integer"),
    ("exp(I*pi*n/2)", "I^n", "n:integer"),
    ("I^n+I^(-n)", "2*cos(pi*n/2)", "n:integer"),
    ("2*sin(n*pi/2)/(n*pi)", "(1-(-1)^n)*sin(n*pi/2)/(n*pi)", "n:integer;n>0"),
    ("(1-cos(n*pi))/n", "2*sin(n*pi/2)^2/n", "n:integer"),
    ("4*(cos(n*pi/2)^2-1)/(n*pi)", "-4*sin(n*pi/2)^2/(pi*n)", "n:integer"),
    ("cos(pi*(n+m)/2)", "cos(pi*n/2)*cos(pi*m/2)-sin(pi*n/2)*sin(pi*m/2)", "n:integer;m:integer"),
    ("abs(sin(n*pi/2)+cos(n*pi/2))", "1", "n:integer"),
    ("sin(x+n*pi/2)", "sin(x)*cos(n*pi/2)+cos(x)*sin(n*pi/2)", "n:integer"),
    ("sin(pi*n/3)*0+cos(2*n*pi)", "1", "n:integer"),
]
