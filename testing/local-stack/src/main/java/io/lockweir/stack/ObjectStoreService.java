package io.lockweir.stack;

import java.net.URI;
import java.nio.file.Path;

/** S3Proxy: S3 with checked signatures (path style, any region) over a folder. */
public interface ObjectStoreService extends Service {
    /** The bucket that the stack makes at its start; the catalog's warehouse is {@code s3://warehouse/wh}. */
    String WAREHOUSE_BUCKET = "warehouse";

    URI endpoint();

    String accessKey();

    String secretKey();

    /** One folder a bucket, one file an object under its key. */
    Path dataDirectory();

    /** Makes the bucket; one that exists is left as it is. */
    void createBucket(String bucket);
}
