package io.lockweir.sink.commit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptingFileIO;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.encryption.EncryptionUtil;
import org.apache.iceberg.encryption.KeyManagementClient;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/** A catalog in memory whose client encrypts tables by Iceberg's own means, as its Hive client does. */
final class EncryptingCatalog extends InMemoryCatalog {

    @Override
    protected TableOperations newTableOps(TableIdentifier table) {
        return new Operations(super.newTableOps(table));
    }

    private static final class Operations implements TableOperations {
        private final TableOperations delegate;
        private @Nullable EncryptionManager manager;

        Operations(TableOperations delegate) {
            this.delegate = delegate;
        }

        @Override
        public TableMetadata current() {
            return delegate.current();
        }

        @Override
        public TableMetadata refresh() {
            manager = null;
            return delegate.refresh();
        }

        @Override
        public void commit(TableMetadata base, TableMetadata metadata) {
            delegate.commit(base, metadata);
        }

        @Override
        public EncryptionManager encryption() {
            EncryptionManager made = manager;
            if (made == null) {
                TableMetadata metadata = current();
                made = EncryptionUtil.createEncryptionManager(
                        metadata.encryptionKeys(), metadata.properties(), new WrappingByAes());
                manager = made;
            }
            return made;
        }

        @Override
        public FileIO io() {
            return current() == null ? delegate.io() : EncryptingFileIO.combine(delegate.io(), encryption());
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return delegate.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return LocationProviders.locationsFor(
                    current().location(), current().properties());
        }
    }

    /** Key-encryption keys of the test alone. */
    private static final class WrappingByAes implements KeyManagementClient {
        private static final long serialVersionUID = 1L;
        private static final SecretKey KEK = new SecretKeySpec(new byte[32], "AES");

        @Override
        public ByteBuffer wrapKey(ByteBuffer key, String wrappingKeyId) {
            try {
                Cipher cipher = Cipher.getInstance("AESWrap");
                cipher.init(Cipher.WRAP_MODE, KEK);
                return ByteBuffer.wrap(cipher.wrap(new SecretKeySpec(bytes(key), "AES")));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public ByteBuffer unwrapKey(ByteBuffer wrapped, String wrappingKeyId) {
            try {
                Cipher cipher = Cipher.getInstance("AESWrap");
                cipher.init(Cipher.UNWRAP_MODE, KEK);
                return ByteBuffer.wrap(
                        cipher.unwrap(bytes(wrapped), "AES", Cipher.SECRET_KEY).getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void initialize(Map<String, String> properties) {
            // Nothing to be configured.
        }

        private static byte[] bytes(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
    }
}
