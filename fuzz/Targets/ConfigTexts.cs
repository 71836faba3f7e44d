namespace FerroGate.Fuzz.Targets;

/// <summary>Configs to begin from, and the words of both languages.</summary>
internal static class ConfigTexts
{
    public static IReadOnlyList<string> Caddyfiles { get; } =
    [
        ":8080 {\n\trespond \"hello\" 200\n}\n",
        """
        {
        	admin localhost:2019
        	grace_period 10s
        	data {
        		path ./data
        	}
        }

        http://:8080 {
        	bind 127.0.0.1 ::1
        	log
        	ai_gateway {
        		provider echo {
        			kind echo
        		}
        		provider up {
        			kind openai-compatible
        			base_url https://up.example/v1
        			api_key {env.KEY2}
        		}
        		model fast-chat -> echo:echo {
        			capabilities chat streaming
        		}
        		api_key dev {
        			key {$KEY:fallback}
        			scopes models.read chat.completions
        			allowed_models fast-chat
        		}
        	}
        	handle_path /proxy/* {
        		reverse_proxy https://up.example {
        			header_up X-A {http.request.host}
        		}
        	}
        }

        """,
        """
        (a) {
        	respond {args[0]} {args[1:]}
        	{block}
        }

        (b) {
        	import a x {$Y} {
        		import a {args[:]}
        	}
        	import a `q "r"`
        }

        # c \
        :8080, :8081 \
        	:8082 {
        	import b one "two \"three\""
        	respond <<END
        		text {$X:y  z}
        		END 200
        	import a* \<<E
        }

        """,
    ];

    public static IReadOnlyList<string> CaddyfileWords { get; } =
    [
        "{", "}", "{\n", "}\n", "\n", "\r\n", "\t", "\"", "`", "\\", "#", ":8080", "respond", "route", "handle", "handle_path", "reverse_proxy",
        "header_up", "ai_gateway", "provider", "kind", "model", "->", "api_key", "key", "scopes", "data", "admin", "{env.X}", "{$X}", "{$X:", "<<END", "<<END\n", "\nEND", "import", "bind", "log",
        "(a) {\n", "import a", "import a {\n", "{args[0]}", "{args[:]}", "{args[1:2]}", "{block}", "\\\n", "\\<<", "  ", "# c\\\n", "\v", "\u00a0",
        "@m", "*", "/a*", "10s", "99999999999999999999", "-1", "sha256:", "\uFEFF", "\u00e9", "[::1]", "https://", "{http.request.host}",
    ];

    public static IReadOnlyList<string> Tomls { get; } =
    [
        """
        listen = "127.0.0.1:8080"

        [admin]
        listen = "127.0.0.1:2019"

        [telemetry]
        access_log = "error"

        [data]
        path = "data"
        durability = "process"

        [reliability]
        provider_dispatch_timeout_secs = 10

        [[providers]]
        name = "up"
        kind = "openai-compatible"
        base_url = "https://up.example/v1"
        api_key_env = "KEY2"

        [[models]]
        name = "fast-chat"
        provider = "up"
        provider_model = "small"
        capabilities = ["chat", "streaming"]
        input_price_per_1m = "0.15"
        output_price_per_1m = 0.60

        [[api_keys]]
        id = "dev"
        key = "a-secret"
        scopes = ["models.read", "chat.completions"]
        allowed_models = ["fast-chat"]
        request_limit_per_minute = 60
        monthly_token_budget = 1_000_000

        """,
        "a.b.c = 1\nx = \"\"\"multi\nline\"\"\"\ny = 2020-01-01T00:00:00Z\nz = [1, [2, {a=3}]]\n",
    ];

    public static IReadOnlyList<string> TomlWords { get; } =
    [
        "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\n", "\"", "'", "\"\"\"", "'''", "\\u", "\\UFFFFFFFF", "#", "listen", "providers", "models", "api_keys",
        "provider_model", "scopes", "1e999", "inf", "nan", "0x", "0b", "1_0", "true", "2020-01-01", "07:32:00", "99999999999999999999", "-", "\uFEFF", "\u0000", "\r",
    ];
}
