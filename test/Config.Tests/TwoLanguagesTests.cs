using FerroGate.Config.Writing;

namespace FerroGate.Config.Tests;

/// <summary>What both languages can say, they say alike.</summary>
public sealed class TwoLanguagesTests
{
    private const string Toml = """
        listen = "0.0.0.0:8080"

        [admin]
        listen = "127.0.0.1:2019"

        [telemetry]
        access_log = "error"
        access_log_sample_rate = 100
        access_log_error_rate_limit_per_sec = 100

        [storage]
        request_log_retention_records = 10000
        audit_event_retention_records = 10000
        billing_event_retention_records = 10000
        admin_list_default_limit = 100
        admin_list_max_limit = 1000

        [data]
        path = "./data"
        durability = "power"
        settle_timeout = "5s"

        [reliability]
        provider_circuit_breaker_failure_threshold = 3
        provider_circuit_breaker_cooldown_secs = 30
        provider_dispatch_timeout_secs = 10
        provider_dispatch_max_retries = 1
        provider_response_body_max_bytes = 16777216
        graceful_shutdown_grace_period_secs = 3
        graceful_shutdown_timeout_secs = 15

        [[providers]]
        name = "openai"
        kind = "openai-compatible"
        base_url = "https://api.openai.com/v1"
        api_key_env = "OPENAI_API_KEY"
        stream_usage = "off"

        [[models]]
        name = "fast-chat"
        provider = "openai"
        provider_model = "gpt-4o-mini"
        capabilities = ["chat", "streaming"]
        input_price_per_1m = "0.15"
        output_price_per_1m = 0.60

        [[api_keys]]
        id = "dev"
        key = "dev-secret"
        scopes = ["models.read", "chat.completions", "admin.read"]
        allowed_models = ["fast-chat"]
        allowed_providers = ["openai"]
        request_limit_per_minute = 60
        monthly_token_budget = 1000000
        expires_at_unix = 1900000000
        """;

    private const string Caddyfile = """
        {
            admin 127.0.0.1:2019
            telemetry {
                access_log error
                access_log_sample_rate 100
                access_log_error_rate_limit_per_sec 100
            }
            data {
                path ./data
                durability power
                settle_timeout 5s
                request_log_retention_records 10000
                audit_event_retention_records 10000
                billing_event_retention_records 10000
                admin_list_default_limit 100
                admin_list_max_limit 1000
            }
            reliability {
                provider_circuit_breaker_failure_threshold 3
                provider_circuit_breaker_cooldown_secs 30
                provider_dispatch_timeout_secs 10
                provider_dispatch_max_retries 1
                provider_response_body_max_bytes 16MiB
            }
            shutdown_delay 3s
            grace_period 15s
        }

        http://:8080 {
            ai_gateway {
                provider openai {
                    kind openai-compatible
                    base_url https://api.openai.com/v1
                    api_key {env.OPENAI_API_KEY}
                    stream_usage off
                }
                model fast-chat -> openai:gpt-4o-mini {
                    capabilities chat streaming
                    input_price_per_1m 0.15
                    output_price_per_1m 0.60
                }
                api_key dev {
                    key dev-secret
                    scopes models.read chat.completions admin.read
                    allowed_models fast-chat
                    allowed_providers openai
                    request_limit_per_minute 60
                    monthly_token_budget 1000000
                    expires_at_unix 1900000000
                }
            }
        }
        """;

    [Fact]
    public void Equivalent_configs_are_the_same_model()
    {
        var fromToml = TestLoader.Parse(Toml, ConfigFormat.Toml);
        var fromCaddyfile = TestLoader.Parse(Caddyfile, ConfigFormat.Caddyfile);

        Assert.Empty(fromToml.Diagnostics);
        Assert.Empty(fromCaddyfile.Diagnostics);
        Assert.Equal(ConfigWriter.WriteJson(fromToml.Config!), ConfigWriter.WriteJson(fromCaddyfile.Config!));
    }
}
