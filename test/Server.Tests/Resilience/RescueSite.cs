using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>For each two protocols a model whose first target speaks the one and whose second the other.</summary>
public sealed class RescueSite() : WorldFixture(Config)
{
    private static readonly string[] Dialects = ["chat", "responses", "messages", "gemini"];

    private static readonly string[] Places = ["first", "second"];

    public static GatewayConfigText Config => new()
    {
        Ai = string.Concat(Places.SelectMany(place => Dialects.Select(dialect => Provider(dialect, place))))
            + string.Concat(
                from first in Dialects
                from second in Dialects
                select $"model {first}-{second} -> {first}-first:m1 {second}-second:m2\n")
            + string.Concat(Dialects.Select(second => $$"""
                model continued-{{second}} -> chat-first:m1 {{second}}-second:m2 {
                	capabilities chat streaming tools prefill
                	rescue continue
                }

                """))
            + """
                model never -> chat-first:m1 chat-second:m2 {
                	rescue off
                }

                """,
    };

    private static string Provider(string dialect, string place) => $$"""
        provider {{dialect}}-{{place}} {
        	kind {{(dialect is "chat" or "responses" ? "openai" : dialect == "messages" ? "anthropic" : "gemini")}}
        	base_url $PROVIDER/{{place}}{{(dialect == "gemini" ? "/v1beta" : "/v1")}}
        	api_key {{place}}-secret
        	{{(dialect is "chat" or "responses" ? $"speaks {dialect}" : "")}}
        }

        """;
}
