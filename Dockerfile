# gradekit for systems on which nothing can be sealed (macOS, Windows): inside, it runs at the level `sealed`.
# How to build and use it: docs/sandbox.md
FROM python:3.12-slim
COPY . /src
RUN pip install --no-cache-dir /src && rm -rf /src
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["gradekit"]
