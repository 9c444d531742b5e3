import static org.neo4j.configuration.GraphDatabaseSettings.DEFAULT_DATABASE_NAME;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A Neo4j server without authentication on the loopback address, for tests. `run` starts it from this source.
 *
 * Arguments: the port (0: any free one), whether to stop when standard input ends (a test's server then never outlives the
 * test, however that ends), the folder for the data (empty: a temporary one, deleted at the end), and maybe a file of settings.
 * Writes one line, the address, once clients can connect.
 */
class Launcher {
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        boolean untilEndOfInput = Boolean.parseBoolean(args[1]);
        boolean temporary = args[2].isEmpty();
        Path home = temporary ? Files.createTempDirectory("neo4j-") : Path.of(args[2]);

        var builder = new DatabaseManagementServiceBuilder(home.toAbsolutePath());
        if (args.length > 3) {
            builder.loadPropertiesFromFile(Path.of(args[3]));
        }
        DatabaseManagementService server = builder
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
                .setConfig(GraphDatabaseSettings.auth_enabled, false)
                // By default two days' logs stay: 20 GB after a load of ten million nodes.
                .setConfig(GraphDatabaseSettings.keep_logical_logs, "keep_none")
                .setConfig(GraphDatabaseSettings.pagecache_memory, Runtime.getRuntime().maxMemory() / 2)
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            if (temporary) {
                delete(home);
            }
        }));
        System.out.println("bolt://" + address(server));

        if (untilEndOfInput) {
            System.in.transferTo(System.err);
            System.exit(0);
        }
    }

    private static SocketAddress address(DatabaseManagementService server) {
        GraphDatabaseAPI database = (GraphDatabaseAPI) server.database(DEFAULT_DATABASE_NAME);
        var bound = database.getDependencyResolver().resolveDependency(ConnectorPortRegister.class).getLocalAddress(ConnectorType.BOLT);
        return new SocketAddress("127.0.0.1", bound.getPort());
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
