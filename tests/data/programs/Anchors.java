/* SPDX-License-Identifier: GPL-2.0-or-later */
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Prints how many authorities TLS trusts by default, and how many a program finds that opens the file
 *  as older ones do. */
public class Anchors {
	public static void main(String[] arguments) throws Exception {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		int trusted = 0, found = 0;
		factory.init((KeyStore) null);
		for (TrustManager manager : factory.getTrustManagers())
			trusted += ((X509TrustManager) manager).getAcceptedIssuers().length;
		KeyStore store = KeyStore.getInstance("JKS");
		try (InputStream in = new FileInputStream("/etc/ssl/certs/java/cacerts")) {
			store.load(in, "changeit".toCharArray());
		}
		for (String alias : Collections.list(store.aliases()))
			if (store.isCertificateEntry(alias) && store.getCertificate(alias) != null)
				found++;
		System.out.println(trusted + " " + found);
	}
}
