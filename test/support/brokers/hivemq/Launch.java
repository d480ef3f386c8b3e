import com.hivemq.HiveMQServer;
import com.hivemq.configuration.service.InternalConfigurations;

/** HiveMQ CE as it is, but for letting everybody in, for which it otherwise wants an extension. */
public class Launch {
    public static void main(final String[] arguments) throws Exception {
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(false);
        HiveMQServer.main(arguments);
    }
}
