import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.drpc.DRPCSpout;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicBoltExecutor;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;

/**
 * The topology of the recorded scenarios: a spout that counts, and a bolt that does as the mode says: "count", "fail" (an
 * exception after five tuples), "fill" (keeps ten megabytes of each tuple), "miswired" (asks for a stream of a spout that
 * is not there), "thread" (holds an object that can't be sent to a worker), "object" (is sent objects that are not
 * registered for tuples), "script" (is a program that is not there) or "drpc" (is fed by DRPC). Compiles against 1.x and 2.x, hence the raw maps.
 *
 * Arguments: the topology's name, its workers, the mode.
 */
public class Clicks {
    public static void main(String[] args) throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        String mode = args[2];
        builder.setSpout("clicks", mode.equals("drpc") ? new DRPCSpout("clicks") : new Spout(mode), 1);
        IRichBolt bolt = mode.equals("script") ? new Script() : new BasicBoltExecutor(new Bolt(mode));
        builder.setBolt("count", bolt, 2).shuffleGrouping(mode.equals("miswired") ? "click" : "clicks");
        Config config = new Config();
        config.setNumWorkers(Integer.parseInt(args[1]));
        StormSubmitter.submitTopology(args[0], config, builder.createTopology());
    }

    public static class Spout extends BaseRichSpout {
        private final String mode;
        private transient SpoutOutputCollector collector;
        private int clicks;

        public Spout(String mode) {
            this.mode = mode;
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public void open(Map config, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            Utils.sleep(200);
            collector.emit(new Values(mode.equals("object") ? new Price() : String.valueOf(++clicks)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("click"));
        }
    }

    public static class Price {
    }

    public static class Script extends ShellBolt implements IRichBolt {
        public Script() {
            super("pricer", "count.py");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }
    }

    public static class Bolt extends BaseBasicBolt {
        private final String mode;
        private final java.util.List<byte[]> kept = new java.util.ArrayList<>();
        private final Object held;
        private int seen;

        public Bolt(String mode) {
            this.mode = mode;
            this.held = mode.equals("thread") ? new Thread() : null;
        }

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            seen++;
            if (mode.equals("fill")) {
                kept.add(new byte[10_000_000]);
            } else if (mode.equals("fail") && seen > 5) {
                throw new IllegalStateException("no price for click " + tuple.getString(0));
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }
}
