// At the old address of a record: a place on the page is kept on the way to the new one, which the
// page itself, sending the reader on without scripts, would lose.
const { content } = document.querySelector("meta[http-equiv=refresh]");
location.replace(new URL(content.split("url=")[1] + location.hash, location));
