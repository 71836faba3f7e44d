using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>What <c>ferrogate prices</c> prints.</summary>
[Trait("Category", "Process")]
public sealed class PricesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_what_each_target_costs_and_who_says_so()
    {
        var path = _folder.Write("Caddyfile", """
            http://:0 {
            	bind 127.0.0.1
            	ai_gateway {
            		provider openai {
            			api_key secret
            		}
            		provider local {
            			kind openai-compatible
            			base_url http://127.0.0.1:8000/v1
            		}
            		model fast -> openai:gpt-4o local:gpt-4o local:llama {
            			fallback local:own {
            				input_price_per_1m 0.000001
            				output_price_per_1m 1.50
            			}
            		}
            		model any-* -> openai:* local:mine-*
            		price local:llama {
            			input 0
            			output 0.5
            		}
            		price local:mine-* {
            			from 2020-01-31
            			input 3
            			output 4
            		}
            		price local:mine-* {
            			from 2999-01-31
            			input 5
            			output 6
            		}
            		api_key k {
            			key some-secret
            		}
            	}
            }

            """);

        var result = await Executable.RunAsync(["prices", "-c", path], _folder.Path);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            """
            MODEL  TARGET         INPUT     OUTPUT  SOURCE
            fast   openai:gpt-4o  2.5       10      built in, as of 2026-08-01
            fast   local:gpt-4o   -         -       unknown
            fast   local:llama    0         0.5     a price of the config
            fast   local:own      0.000001  1.5     the target itself
            any-*  openai:*       -         -       by the name that a client fills in
            any-*  local:mine-*   3         4       a price of the config, from 2020-01-31

            """,
            result.Output);
    }

    [Fact]
    public async Task A_config_that_is_wrong_has_no_prices()
    {
        var path = _folder.Write("Caddyfile", "http://:0 {\n\tai_gateway {\n\t\tprice nowhere:gpt {\n\t\t\tinput 1\n\t\t}\n\t}\n}\n");

        var result = await Executable.RunAsync(["prices", "-c", path], _folder.Path);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Caddyfile:3:", result.Error, StringComparison.Ordinal);
    }
}
