package io.sre4j.example.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The picture of the page that the READMEs show, and beside it what of the page it belongs to. */
final class PagePicture {
  static final Path FILE = Path.of("../../docs/images/page.png");

  /** What makes it anew. */
  static final String COMMAND =
      "mvn -B -ntp -pl examples/checkout -am test -Dtest=CheckoutApplicationTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dsre4j.pictures";

  private static final Path NOTE = Path.of("../../docs/images/page.txt");
  private static final String LAST_SECTION = "main section:nth-of-type(3)";

  /** Its parts with their words and places, and its colours, but nothing that was counted. */
  private static final String LOOKS =
      """
      const own = (it) => [...it.childNodes].filter((child) => child.nodeType === 3)
        .map((child) => child.data).join("").trim();
      const place = (it) => {
        const { left, width } = it.getBoundingClientRect();
        return ", " + Math.round(width) + " wide from " + Math.round(left);
      };
      const all = (selector) => [...document.querySelectorAll(selector)];
      const style = getComputedStyle(document.documentElement);
      const colours = ["ground", "surface", "ink", "quiet", "accent", "bad", "warn", "good", "line"];
      return [
        ...colours.map((it) => it + " " + style.getPropertyValue("--" + it)),
        ...all("nav a").map((it) => "view " + own(it)),
        ...all(".tiles > div").map((it) => "tile " + it.querySelector("dt").innerText + place(it)),
        ...all("main section").map((it) => "section " + own(it.querySelector("h2")) + place(it)),
        ...all("main thead").map((it) => "columns " + [...it.querySelectorAll("th")].map(own).join(", ")),
      ];
      """;

  private PagePicture() {}

  /** Whether this run of the tests is to make it anew. */
  static boolean isWanted() {
    return Boolean.getBoolean("sre4j.pictures");
  }

  /** Makes it of what is open. */
  static void take(ShopPage page) throws IOException, InterruptedException {
    page.pictureDownTo(LAST_SECTION, FILE);
    List<String> note = new ArrayList<>();
    note.add("What page.png belongs to. Both are written by");
    note.add(COMMAND);
    note.add(hash());
    note.addAll(looks(page));
    Files.write(NOTE, note);
  }

  /** What the page looks like, as far as it is the same for all applications. */
  static List<String> looks(ShopPage page) throws IOException, InterruptedException {
    return page.run(LOOKS);
  }

  /** What it looked like when the picture was taken. */
  static List<String> looksThen() throws IOException {
    List<String> note = Files.readAllLines(NOTE);
    return note.subList(3, note.size());
  }

  /** The hash of the picture that was taken then. */
  static String hashThen() throws IOException {
    return Files.readAllLines(NOTE).get(2);
  }

  /** The hash of the picture that is there. */
  static String hash() throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(FILE));
      return "sha256 " + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
