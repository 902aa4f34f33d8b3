/* SPDX-License-Identifier: GPL-2.0-or-later */
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;

/** Answers one question for each argument; ends with status 1 at the first that goes wrong. */
public class RunTime {
	public static void main(String[] arguments) throws Exception {
		for (int i = 0; i < arguments.length; i++)
			switch (arguments[i]) {
			case "hello": System.out.println("hello, world"); break;
			case "charsets": charsets(); break;
			case "names": names(); break;
			case "zones": zones(); break;
			case "zone": check(TimeZone.getDefault().getID().equals(arguments[++i]), TimeZone.getDefault().getID()); break;
			case "fonts": fonts(); break;
			case "images": images(); break;
			case "lookup": check(InetAddress.getByName("localhost").isLoopbackAddress(), "localhost"); break;
			case "process": process(); break;
			case "connect": connect(arguments[++i]); break;
			default: check(false, arguments[i]);
			}
	}

	static void check(boolean right, String what) {
		if (right)
			return;
		System.out.println("wrong: " + what);
		System.exit(1);
	}

	static void charsets() throws Exception {
		String text = "gr\u00fc\u00dfe";
		int[] lengths = {7, 5, 5, 5, 12};
		String[] names = {"UTF-8", "ISO-8859-1", "windows-1252", "ISO-8859-15", "UTF-16"};
		for (int i = 0; i < names.length; i++) {
			byte[] bytes = text.getBytes(names[i]);
			check(bytes.length == lengths[i] && new String(bytes, names[i]).equals(text), names[i]);
		}
		// Those of jdk.charsets, too.
		check(new String(new byte[] {(byte)0xc4, (byte)0xe3}, "GBK").equals("\u4f60"), "GBK");
		check(Charset.availableCharsets().size() >= 160, "only " + Charset.availableCharsets().size() + " charsets");
		check(Charset.defaultCharset().equals(StandardCharsets.UTF_8), "default " + Charset.defaultCharset());
		check("x".equals(String.format(Locale.ROOT, "%s", "X").toLowerCase(Locale.ROOT)), "locale");
	}

	/** Names of files are UTF-8. */
	static void names() throws Exception {
		check("UTF-8".equals(System.getProperty("sun.jnu.encoding")), System.getProperty("sun.jnu.encoding"));
		Path path = Path.of("/tmp/gr\u00fc\u00dfe-\u4f60");
		Files.writeString(path, "x");
		check(new File("/tmp").list()[0].equals("gr\u00fc\u00dfe-\u4f60"), "name of a file");
		Files.delete(path);
	}

	static void zones() {
		check(ZoneId.getAvailableZoneIds().size() >= 590, ZoneId.getAvailableZoneIds().size() + " zones");
		Instant summer = Instant.parse("2024-07-01T12:00:00Z");
		check(ZoneId.of("Europe/Berlin").getRules().getOffset(summer).getTotalSeconds() == 7200, "Berlin");
		check(ZoneId.of("US/Pacific").getRules().getOffset(summer).getTotalSeconds() == -25200, "US/Pacific");
		check(TimeZone.getTimeZone("Asia/Kolkata").getRawOffset() == 19800000, "Kolkata");
		check(ZoneId.systemDefault().getRules().getOffset(summer).getTotalSeconds() == 0, "default " + ZoneId.systemDefault());
	}

	static int inked(String font) {
		BufferedImage image = new BufferedImage(200, 50, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setFont(new Font(font, Font.BOLD, 24));
		graphics.setColor(Color.WHITE);
		graphics.drawString("Gr\u00fc\u00dfe, AV fi", 10, 35);
		check(graphics.getFontMetrics().stringWidth("Gr\u00fc\u00dfe") > 20, "width in " + font);
		graphics.dispose();
		int n = 0;
		for (int y = 0; y < 50; y++)
			for (int x = 0; x < 200; x++)
				n += (image.getRGB(x, y) & 0xffffff) != 0 ? 1 : 0;
		return n;
	}

	static void fonts() {
		GraphicsEnvironment environment = GraphicsEnvironment.getLocalGraphicsEnvironment();
		check(GraphicsEnvironment.isHeadless(), "a display");
		check(environment.getAllFonts().length > 5, environment.getAllFonts().length + " fonts");
		for (String name : new String[] {"SansSerif", "Serif", "Monospaced", "DejaVu Sans"})
			check(inked(name) > 200, "text in " + name);
		check(new Font("SansSerif", 0, 20).canDisplayUpTo("\u0394\u0416\u00e9") == -1, "Greek and Cyrillic");
	}

	/** PNG, JPEG and a colour space. */
	static void images() throws Exception {
		BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
		image.setRGB(3, 3, 0xff0000);
		for (String format : new String[] {"png", "jpeg", "gif", "bmp"}) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			check(ImageIO.write(image, format, out), format);
			check(ImageIO.read(new ByteArrayInputStream(out.toByteArray())).getWidth() == 32, format);
		}
		ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(ColorSpace.CS_GRAY));
		check(space.fromRGB(new float[] {1, 1, 1})[0] > 0.9, "colours");
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
			gzip.write(new byte[1000]);
		}
		try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(zipped.toByteArray()))) {
			check(gzip.readAllBytes().length == 1000, "gzip");
		}
	}

	static void process() throws Exception {
		Process process = new ProcessBuilder("/usr/bin/java", "-version").redirectErrorStream(true).start();
		String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		check(process.waitFor() == 0 && text.contains("Runtime Environment"), "a process: " + text);
	}

	/** Status 3 where the server is not trusted. */
	static void connect(String url) throws Exception {
		HttpsURLConnection connection = (HttpsURLConnection) new URL(url).openConnection();
		try {
			connection.connect();
			check(connection.getServerCertificates().length > 0 && connection.getResponseCode() == 200, "answer");
			System.out.println("verified " + connection.getCipherSuite());
		} catch (SSLHandshakeException e) {
			System.out.println("refused: " + e.getMessage());
			System.exit(3);
		}
	}
}
